package cn.touzhi.restore;

import cn.touzhi.kernel.crypto.KeyStates;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Brings an older state of registration's table back under a newer installation; {@code infra/restore.md} tells when and
 * how. It runs with the operator's own credentials, and without {@code --write} only tells what it would do.
 */
public final class RestoreMain {
    private static final String USAGE =
            """
            copy OLDER-TABLE LIVE-TABLE SUBJECT-KEYS-TABLE [--write]   copies what is missing
            mend LIVE-TABLE [--write]                                  repairs torn transactions""";

    private RestoreMain() {}

    /** Ends with 2 where the arguments make no sense. */
    public static void main(String[] arguments) {
        try (DynamoDbClient dynamo = DynamoDbClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            System.exit(run(List.of(arguments), dynamo, Clock.systemUTC(), System.out));
        }
    }

    static int run(List<String> arguments, DynamoDbClient dynamo, Clock clock, PrintStream out) {
        boolean writes = arguments.contains("--write");
        List<String> words =
                arguments.stream().filter(word -> !word.equals("--write")).toList();
        Report report = new Report();
        if (words.size() == 4 && words.getFirst().equals("copy")) {
            new Copying(
                            new WholeTable(dynamo, words.get(1)),
                            new LiveTable(dynamo, words.get(2), writes),
                            new KeyStates(dynamo, words.get(3), "registration"),
                            clock,
                            report)
                    .run();
        } else if (words.size() == 2 && words.getFirst().equals("mend")) {
            new Mending(new LiveTable(dynamo, words.get(1), writes), clock, report).run();
        } else {
            out.println(USAGE);
            return 2;
        }
        out.println(report.isEmpty() ? "nothing found" : report.text());
        return 0;
    }
}
