package cn.touzhi.local;

import cn.touzhi.local.template.EventSource;
import cn.touzhi.local.template.LambdaFunction;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a newcomer sees first: what is where. */
final class Screen {
    private Screen() {}

    static String of(LocalCloud cloud, Duration took) {
        StringBuilder screen = new StringBuilder();
        screen.append("\n  Touzhi is up, in %s s, on this machine only.\n\n"
                .formatted(String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0)));
        line(screen, "Console", cloud.url() + "/");
        line(screen, "API", cloud.url() + "/v1/…");
        cloud.stack()
                .apis()
                .forEach(api -> line(
                        screen,
                        api.logicalId(),
                        "http://%s.localhost:%d"
                                .formatted(api.logicalId(), cloud.url().getPort())));
        line(screen, "State", cloud.url() + "/_local/  (functions/local/README.md)");
        line(screen, "AWS", cloud.awsEndpoint() + "  AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local");
        screen.append('\n');
        for (LambdaFunction function : cloud.stack().functions()) {
            line(screen, function.logicalId(), eventsOf(function));
        }
        line(screen, "Tables", names(cloud.stack().tables().stream().map(table -> table.logicalId())));
        line(screen, "Queues", names(cloud.stack().queues().stream().map(queue -> queue.logicalId())));
        line(screen, "Topics", names(cloud.stack().topics().stream().map(topic -> topic.logicalId())));
        return screen.append("\n  Ctrl-C stops it.\n").toString();
    }

    private static void line(StringBuilder screen, String what, String where) {
        screen.append("  %-22s %s%n".formatted(what, where));
    }

    private static String eventsOf(LambdaFunction function) {
        long routes = function.events().stream()
                .filter(EventSource.HttpRoute.class::isInstance)
                .count();
        String others = function.events().stream()
                .map(event -> switch (event) {
                    case EventSource.HttpRoute route -> "";
                    case EventSource.FromQueue queue -> "queue " + queue.queue();
                    case EventSource.FromStream stream -> "stream of " + stream.table();
                    case EventSource.OnSchedule schedule -> schedule.expression();
                })
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        String http = routes == 0 ? "" : routes == 1 ? "1 route" : routes + " routes";
        return http.isEmpty() || others.isEmpty() ? http + others : http + ", " + others;
    }

    private static String names(Stream<String> names) {
        return names.collect(Collectors.joining(", "));
    }
}
