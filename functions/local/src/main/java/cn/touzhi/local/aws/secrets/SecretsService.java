package cn.touzhi.local.aws.secrets;

import cn.touzhi.local.aws.Answer;
import cn.touzhi.local.aws.AwsRequest;
import cn.touzhi.local.aws.ErrorCodes;
import cn.touzhi.local.aws.Service;
import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.aws.ViaService;
import cn.touzhi.local.aws.Wire;
import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.iam.Access;
import cn.touzhi.local.iam.Permissions;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Secret;
import cn.touzhi.local.template.Stack;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Secrets Manager (API reference): reading secrets and putting new versions. */
public final class SecretsService implements Service, AutoCloseable {
    private static final String TARGET = "secretsmanager.";

    private final Map<String, Secret> secrets = new HashMap<>();
    private final Versions versions;
    private final Permissions permissions;
    private final ViaService keys;

    public SecretsService(Stack stack, DataFolder data, Permissions permissions, ViaService keys, Clock clock) {
        stack.secrets().forEach(secret -> secrets.put(secret.logicalId(), secret));
        this.versions = new Versions(data, stack.secrets(), clock);
        this.permissions = permissions;
        this.keys = keys;
    }

    @Override
    public String name() {
        return "secretsmanager";
    }

    @Override
    public String operation(AwsRequest request) {
        return request.targetOperation();
    }

    @Override
    public Wire wire() {
        return Wire.JSON_1_1;
    }

    @Override
    public ErrorCodes codes() {
        ServiceException broken = new ServiceException(500, "InternalServiceError", "Internal error");
        return new ErrorCodes(
                new ServiceException(400, "AccessDeniedException", ""),
                new ServiceException(400, "ThrottlingException", "Rate exceeded"),
                broken,
                broken,
                new ServiceException(400, "UnknownOperationException", "The operation is not known."));
    }

    @Override
    public void authorize(String role, AwsRequest request) {
        JsonNode json = request.json();
        String id = Names.logicalId(json.path("SecretId").asText());
        Map<String, List<String>> context = new HashMap<>();
        context.put("secretsmanager:SecretId", List.of(Names.secret(id)));
        context.put(
                "secretsmanager:VersionStage", List.of(json.path("VersionStage").asText(Versions.CURRENT)));
        permissions.demand(role, new Access("secretsmanager:" + operation(request), Names.secret(id), context));
        if (secrets.containsKey(id) && !operation(request).equals("DescribeSecret")) {
            keys.demand(
                    role,
                    secrets.get(id).key(),
                    "secretsmanager",
                    Map.of("SecretARN", Names.secret(id)),
                    operation(request).equals("PutSecretValue")
                            ? List.of("kms:GenerateDataKey", "kms:Decrypt")
                            : List.of("kms:Decrypt"));
        }
    }

    @Override
    public Answer answer(AwsRequest request) {
        if (!request.target().startsWith(TARGET)) {
            throw codes().unknownOperation();
        }
        JsonNode json = request.json();
        ObjectNode answer =
                switch (operation(request)) {
                    case "GetSecretValue" -> get(json);
                    case "DescribeSecret" -> describe(id(json));
                    case "PutSecretValue" -> put(json);
                    default -> throw codes().unknownOperation();
                };
        return Answer.json("application/x-amz-json-1.1", answer);
    }

    /** The logical id; a secret is asked for by name, by ARN, or by ARN without the random characters. */
    private String id(JsonNode request) {
        String id = Names.logicalId(request.path("SecretId").asText());
        if (!secrets.containsKey(id)) {
            throw missing("Secrets Manager can't find the specified secret.");
        }
        return id;
    }

    private ObjectNode get(JsonNode request) {
        String id = id(request);
        String stage = request.path("VersionStage").asText(Versions.CURRENT);
        Optional<Versions.Version> found = request.has("VersionId")
                ? versions.byId(id, request.get("VersionId").asText())
                : versions.byStage(id, stage);
        Versions.Version version = found.orElseThrow(
                () -> missing("Secrets Manager can't find the specified secret value for staging label: " + stage));
        ObjectNode answer = named(id)
                .put("VersionId", version.id())
                .put("CreatedDate", version.createdAt().getEpochSecond());
        if (version.binary().isEmpty()) {
            answer.put("SecretString", version.text());
        } else {
            answer.put("SecretBinary", version.binary());
        }
        version.stages().forEach(answer.putArray("VersionStages")::add);
        return answer;
    }

    private ObjectNode describe(String id) {
        ObjectNode answer = named(id);
        secrets.get(id).key().ifPresent(key -> answer.put("KmsKeyId", key));
        ObjectNode stages = answer.putObject("VersionIdsToStages");
        for (Versions.Version version : versions.of(id)) {
            version.stages().forEach(stages.putArray(version.id())::add);
        }
        return answer;
    }

    private ObjectNode put(JsonNode request) {
        String id = id(request);
        String token =
                request.path("ClientRequestToken").asText(UUID.randomUUID().toString());
        String text = request.path("SecretString").asText("");
        String binary = request.path("SecretBinary").asText("");
        if (text.isEmpty() == binary.isEmpty()) {
            throw new ServiceException(400, "InvalidParameterException", "Give either SecretString or SecretBinary.");
        }
        List<String> stages = new ArrayList<>();
        request.path("VersionStages").forEach(stage -> stages.add(stage.asText()));
        Optional<Versions.Version> before = versions.byId(id, token);
        if (before.isPresent()) {
            if (!before.get().text().equals(text) || !before.get().binary().equals(binary)) {
                throw new ServiceException(400, "ResourceExistsException", "This version has another value already.");
            }
        } else {
            versions.put(id, token, text, binary, stages.isEmpty() ? List.of(Versions.CURRENT) : stages);
        }
        ObjectNode answer = named(id).put("VersionId", token);
        versions.byId(id, token).orElseThrow().stages().forEach(answer.putArray("VersionStages")::add);
        return answer;
    }

    private static ObjectNode named(String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("ARN", Names.secret(id))
                .put("Name", id);
    }

    private static ServiceException missing(String message) {
        return new ServiceException(400, "ResourceNotFoundException", message);
    }

    @Override
    public void close() {
        versions.close();
    }
}
