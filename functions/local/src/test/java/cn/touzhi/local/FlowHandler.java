package cn.touzhi.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Three functions in one: a route writes an item, its stream's record becomes a message, the message an item. */
@SuppressWarnings("SystemOut")
public final class FlowHandler implements RequestHandler<Map<String, Object>, Object> {
    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public Object handleRequest(Map<String, Object> event, Context context) {
        if (event.containsKey("Records")) {
            List<Map<String, String>> failures = new ArrayList<>();
            for (Object record : (List<?>) event.get("Records")) {
                handle((Map<?, ?>) record, failures);
            }
            return Map.of("batchItemFailures", failures);
        }
        if (event.containsKey("pathParameters")) {
            String id = String.valueOf(((Map<?, ?>) event.get("pathParameters")).get("id"));
            int status = put(id, String.valueOf(event.getOrDefault("body", "")));
            return Map.of("statusCode", status == 200 ? 201 : 503, "body", id);
        }
        if (event.containsKey("invoke")) {
            String path = "/2015-03-31/functions/%s/invocations".formatted(event.get("invoke"));
            return Map.of("status", call("lambda", path, "", "{}"));
        }
        return event;
    }

    private void handle(Map<?, ?> record, List<Map<String, String>> failures) {
        if (record.get("dynamodb") instanceof Map<?, ?> change) {
            String key = text(((Map<?, ?>) change.get("Keys")).get("pk"));
            if (key.startsWith("poison") || !record.get("eventName").equals("REMOVE") && send(key) != 200) {
                failures.add(Map.of("itemIdentifier", String.valueOf(change.get("SequenceNumber"))));
            }
            return;
        }
        String body = String.valueOf(record.get("body"));
        System.out.println("message " + body);
        if (body.startsWith("slow")) {
            LockSupport.parkNanos(Duration.ofMillis(2_500).toNanos());
        }
        if (body.startsWith("bad-later")) {
            hide(String.valueOf(record.get("receiptHandle")), 3);
        }
        if (body.startsWith("bad") || put(body, "") != 200) {
            failures.add(Map.of("itemIdentifier", String.valueOf(record.get("messageId"))));
        }
    }

    private static String text(Object attribute) {
        return String.valueOf(((Map<?, ?>) attribute).get("S"));
    }

    private int put(String key, String expiresAt) {
        String end = expiresAt.matches("\\d+") ? ",\"expiresAt\":{\"N\":\"%s\"}".formatted(expiresAt) : "";
        return call(
                "dynamodb",
                "DynamoDB_20120810.PutItem",
                "{\"TableName\":\"%s\",\"Item\":{\"pk\":{\"S\":\"%s\"}%s}}"
                        .formatted(System.getenv("TABLE"), key, end));
    }

    private void hide(String receipt, int seconds) {
        call(
                "sqs",
                "AmazonSQS.ChangeMessageVisibility",
                "{\"QueueUrl\":\"%s\",\"ReceiptHandle\":\"%s\",\"VisibilityTimeout\":%d}"
                        .formatted(System.getenv("QUEUE"), receipt, seconds));
    }

    private int send(String body) {
        return call(
                "sqs",
                "AmazonSQS.SendMessage",
                "{\"QueueUrl\":\"%s\",\"MessageBody\":\"%s\"}".formatted(System.getenv("QUEUE"), body));
    }

    private int call(String service, String target, String body) {
        return call(service, "/", target, body);
    }

    private int call(String service, String path, String target, String body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(System.getenv("AWS_ENDPOINT_URL")).resolve(path))
                .header("X-Amz-Target", target)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=%s/20260101/cn-north-1/%s/aws4_request"
                                .formatted(System.getenv("AWS_ACCESS_KEY_ID"), service))
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return response.statusCode();
        } catch (IOException lost) {
            return 0;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
