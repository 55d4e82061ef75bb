package cn.touzhi.local.gateway;

import cn.touzhi.local.lambda.FunctionLogs;
import cn.touzhi.local.lambda.LogLine;
import cn.touzhi.local.template.HttpApi;
import cn.touzhi.local.template.Names;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An API's access log in the template's own format, so that what it would give away in AWS is seen here. */
final class AccessLog {
    private static final Pattern VARIABLE = Pattern.compile("\\$context\\.([A-Za-z.]+)");

    private final String api;
    private final String format;
    private final String group;
    private final FunctionLogs logs;

    private AccessLog(String api, String format, String group, FunctionLogs logs) {
        this.api = api;
        this.format = format;
        this.group = group;
        this.logs = logs;
    }

    /** Empty where the template asks for none. */
    static Optional<AccessLog> of(HttpApi api, FunctionLogs logs) {
        JsonNode settings = api.properties().path("AccessLogSettings");
        return settings.path("Format").isTextual()
                ? Optional.of(new AccessLog(
                        api.logicalId(),
                        settings.get("Format").asText(),
                        Names.logicalId(settings.path("DestinationArn").asText().replaceFirst(":\\*$", "")),
                        logs))
                : Optional.empty();
    }

    /** What is known of an answered request; @param routeKey empty text where there was no route */
    record Entry(
            GatewayRequest request,
            String routeKey,
            String requestId,
            Instant at,
            Duration took,
            GatewayAnswer answer) {}

    void write(Entry entry) {
        Map<String, String> values = valuesOf(entry);
        String line = VARIABLE.matcher(format)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "-")));
        logs.add(new LogLine(entry.at(), api, group, entry.requestId(), line));
    }

    private Map<String, String> valuesOf(Entry entry) {
        GatewayRequest request = entry.request();
        Map<String, String> values = new HashMap<>();
        values.put("apiId", api);
        values.put("stage", "$default");
        values.put("requestId", entry.requestId());
        values.put("requestTime", ProxyEvent.TIME.format(entry.at()));
        values.put("requestTimeEpoch", Long.toString(entry.at().toEpochMilli()));
        values.put("httpMethod", request.method());
        values.put("path", request.path());
        values.put("protocol", request.protocol());
        values.put("identity.sourceIp", request.sourceIp());
        request.header("user-agent").ifPresent(agent -> values.put("identity.userAgent", agent));
        request.header("host").ifPresent(host -> values.put("domainName", host));
        values.put("status", Integer.toString(entry.answer().status()));
        values.put("responseLength", Integer.toString(entry.answer().body().length));
        values.put("responseLatency", Long.toString(entry.took().toMillis()));
        if (!entry.routeKey().isEmpty()) {
            values.put("routeKey", entry.routeKey());
        }
        return values;
    }
}
