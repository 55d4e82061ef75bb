package cn.touzhi.local.source;

import cn.touzhi.local.aws.AwsFront;
import cn.touzhi.local.lambda.Credentials;
import cn.touzhi.local.template.Names;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Calls AWS as a role, as Lambda's pollers do, so that a grant that is missing in the template is missing here too.
 *
 * <p>Not the SDK: the records are handed on in the JSON that DynamoDB and SQS answer with, and an SDK would only take it
 * apart.
 */
final class RoleCalls {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Longer than a long poll, which takes 20 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI endpoint;
    private final Credentials credentials;

    /** A service of AWS that speaks JSON. */
    enum Service {
        STREAMS("dynamodb", "DynamoDBStreams_20120810."),
        QUEUES("sqs", "AmazonSQS.");

        private final String signingName;
        private final String targetPrefix;

        Service(String signingName, String targetPrefix) {
            this.signingName = signingName;
            this.targetPrefix = targetPrefix;
        }
    }

    /** AWS said no. */
    static final class CallFailed extends Exception {
        private static final long serialVersionUID = 1;

        private final String code;

        private CallFailed(String code, String message) {
            super(message);
            this.code = code;
        }

        /** The error's short name, such as {@code ExpiredIteratorException}. */
        String code() {
            return code;
        }
    }

    RoleCalls(HttpClient http, URI endpoint, Credentials credentials) {
        this.http = http;
        this.endpoint = endpoint;
        this.credentials = credentials;
    }

    /** As whoever may do everything, and whom no fault meets. */
    static RoleCalls asDeployer(HttpClient http, URI endpoint) {
        return new RoleCalls(http, endpoint, new Credentials(AwsFront.DEPLOYER_KEY, "local", "local"));
    }

    /** @throws CallFailed if it is refused, or AWS does not answer */
    JsonNode call(Service service, String operation, ObjectNode body) throws CallFailed, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", service.targetPrefix + operation)
                .header("X-Amz-Security-Token", credentials.sessionToken())
                .header("Authorization", authorization(service))
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            JsonNode answer = response.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(response.body());
            if (response.statusCode() != 200) {
                throw failure(operation, answer, response.body());
            }
            return answer;
        } catch (IOException unanswered) {
            throw new CallFailed("NoAnswer", operation + " was not answered");
        }
    }

    /** Where a queue is addressed. */
    String queueUrl(String logicalId) {
        return endpoint + "/" + Names.ACCOUNT + "/" + logicalId;
    }

    /** The local AWS reads who calls and for which service; it does not check signatures. */
    private String authorization(Service service) {
        return "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/%s/aws4_request, SignedHeaders=host, Signature=none"
                .formatted(credentials.accessKeyId(), Names.REGION, service.signingName);
    }

    private static CallFailed failure(String operation, JsonNode answer, byte[] body) {
        String code = answer.path("__type").asText("Unknown").replaceFirst("^.*[#.]", "");
        String message = answer.has("message")
                ? answer.get("message").asText()
                : answer.path("Message").asText(new String(body, StandardCharsets.UTF_8));
        return new CallFailed(code, "%s: %s: %s".formatted(operation, code, message));
    }
}
