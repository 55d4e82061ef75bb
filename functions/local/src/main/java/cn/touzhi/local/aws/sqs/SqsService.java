package cn.touzhi.local.aws.sqs;

import cn.touzhi.local.aws.Answer;
import cn.touzhi.local.aws.AwsRequest;
import cn.touzhi.local.aws.ErrorCodes;
import cn.touzhi.local.aws.Service;
import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.aws.ViaService;
import cn.touzhi.local.aws.Wire;
import cn.touzhi.local.engine.EngineAnswer;
import cn.touzhi.local.engine.QueueEngine;
import cn.touzhi.local.iam.Access;
import cn.touzhi.local.iam.Permissions;
import cn.touzhi.local.template.Names;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** SQS in its JSON protocol; ElasticMQ does the work, permissions stand here. */
public final class SqsService implements Service {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "com.amazonaws.sqs#";
    private static final String CONTENT_TYPE = "application/x-amz-json-1.0";
    private static final List<String> TO_WRITE = List.of("kms:GenerateDataKey", "kms:Decrypt");
    private static final List<String> TO_READ = List.of("kms:Decrypt");

    private final QueueEngine engine;
    private final Queues queues;
    private final Permissions permissions;
    private final ViaService keys;

    public SqsService(QueueEngine engine, Queues queues, Permissions permissions, ViaService keys) {
        this.engine = engine;
        this.queues = queues;
        this.permissions = permissions;
        this.keys = keys;
    }

    @Override
    public String name() {
        return "sqs";
    }

    @Override
    public String operation(AwsRequest request) {
        return request.targetOperation();
    }

    @Override
    public Wire wire() {
        return Wire.JSON_1_0;
    }

    @Override
    public ErrorCodes codes() {
        ServiceException broken = new ServiceException(500, PREFIX + "InternalError", "We encountered an error.");
        return new ErrorCodes(
                new ServiceException(403, PREFIX + "AccessDenied", ""),
                new ServiceException(403, PREFIX + "RequestThrottled", "Request is throttled."),
                broken,
                broken,
                new ServiceException(400, PREFIX + "UnknownOperationException", "The operation is not known."));
    }

    @Override
    public void authorize(String role, AwsRequest request) {
        String operation = operation(request).replaceFirst("Batch$", "");
        String url = request.json().path("QueueUrl").asText();
        String queue =
                Names.logicalId(url.isEmpty() ? request.json().path("QueueName").asText() : url);
        String resource = queue.isEmpty() ? "*" : Names.queue(queue);
        permissions.demand(role, Access.of("sqs:" + operation, resource));
        if (operation.equals("SendMessage") || operation.equals("ReceiveMessage")) {
            List<String> actions = operation.equals("SendMessage") ? TO_WRITE : TO_READ;
            keys.demand(role, queues.kmsKey(queue), "sqs", Map.of("aws:sqs:arn", Names.queue(queue)), actions);
        }
    }

    @Override
    public Answer answer(AwsRequest request) {
        if (!request.target().startsWith(QueueEngine.TARGET)) {
            throw codes().unknownOperation();
        }
        ObjectNode json = request.json();
        EngineAnswer answer = operation(request).equals("ReceiveMessage")
                ? engine.receive(json)
                : engine.forward(
                        Map.of("X-Amz-Target", request.target(), "Content-Type", CONTENT_TYPE), request.body());
        return new Answer(
                answer.status(),
                Map.of("Content-Type", CONTENT_TYPE),
                answer.body(),
                answer.ok() ? Answer.OK : outcome(answer),
                0,
                0);
    }

    private static String outcome(EngineAnswer answer) {
        try {
            JsonNode error = JSON.readTree(new String(answer.body(), StandardCharsets.UTF_8));
            return Wire.shortCode(error.path("__type").asText("InternalError"));
        } catch (JsonProcessingException notJson) {
            return "InternalError";
        }
    }
}
