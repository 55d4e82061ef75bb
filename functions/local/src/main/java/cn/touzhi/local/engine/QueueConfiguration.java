package cn.touzhi.local.engine;

import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Queue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** ElasticMQ's configuration file, from the template's queues. */
final class QueueConfiguration {
    private QueueConfiguration() {}

    static Path write(Path folder, int port, URI endpoint, String database, List<Queue> queues) {
        String text = """
                include classpath("application.conf")
                pekko.loglevel = "WARNING"
                node-address { protocol = "%s", host = "%s", port = %d, context-path = "" }
                rest-sqs { enabled = true, bind-hostname = "127.0.0.1", bind-port = %d, sqs-limits = strict }
                rest-stats { enabled = false }
                aws { region = "%s", accountId = "%s" }
                messages-storage {
                  enabled = true, driver-class = "org.h2.Driver", username = "", password = "", uri = "%s"
                  prune-data-on-init = false
                }
                queues {
                %s}
                """.formatted(
                        endpoint.getScheme(),
                        endpoint.getHost(),
                        endpoint.getPort(),
                        port,
                        Names.REGION,
                        Names.ACCOUNT,
                        database.replace("\\", "\\\\"),
                        queues.stream().map(QueueConfiguration::queue).collect(Collectors.joining()));
        try {
            return Files.writeString(folder.resolve("elasticmq.conf"), text);
        } catch (IOException unwritable) {
            throw new EngineException("The folder %s cannot be written.".formatted(folder), unwritable);
        }
    }

    private static String queue(Queue queue) {
        String deadLetters = queue.redrive()
                .map(redrive -> ", deadLettersQueue { name = \"%s\", maxReceiveCount = %d }"
                        .formatted(redrive.deadLetterQueue(), redrive.maxReceiveCount()))
                .orElse("");
        return "  \"%s\" { fifo = %s, defaultVisibilityTimeout = %d seconds, delay = %d seconds%s }%n"
                .formatted(
                        queue.logicalId(),
                        queue.fifo(),
                        queue.visibility().toSeconds(),
                        queue.delay().toSeconds(),
                        deadLetters);
    }
}
