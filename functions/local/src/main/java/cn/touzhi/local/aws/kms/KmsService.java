package cn.touzhi.local.aws.kms;

import cn.touzhi.local.aws.Answer;
import cn.touzhi.local.aws.AwsRequest;
import cn.touzhi.local.aws.ErrorCodes;
import cn.touzhi.local.aws.KeyNames;
import cn.touzhi.local.aws.Service;
import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.aws.Wire;
import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.iam.Access;
import cn.touzhi.local.iam.Permissions;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Stack;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** KMS (API reference): symmetric and HMAC keys, data keys and data key pairs, states, policies. */
public final class KmsService implements Service, AutoCloseable {
    private static final String TARGET = "TrentService.";
    private static final Set<String> WITHOUT_KEY = Set.of("ListKeys");

    private final KeyStore store;
    private final KeyNames names;
    private final Permissions permissions;
    private final PairsAhead pairs;
    private final Operations operations;

    public KmsService(Stack stack, DataFolder data, KeyNames names, Permissions permissions, Clock clock) {
        this.store = new KeyStore(data, stack.keys());
        this.names = names;
        this.permissions = permissions;
        this.pairs = new PairsAhead(permissions.grants().declared().stream()
                .anyMatch(grant -> grant.action().startsWith("kms:GenerateDataKeyPair")));
        this.operations = new Operations(store, pairs, clock);
    }

    @Override
    public String name() {
        return "kms";
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
        ServiceException broken = new ServiceException(500, "KMSInternalException", "Internal error");
        return new ErrorCodes(
                new ServiceException(400, "AccessDeniedException", ""),
                new ServiceException(400, "ThrottlingException", "Rate exceeded"),
                broken,
                new ServiceException(400, "ConflictException", "Another request is at the same key."),
                new ServiceException(400, "UnknownOperationException", "The operation is not known."));
    }

    @Override
    public void authorize(String role, AwsRequest request) {
        String operation = operation(request);
        if (WITHOUT_KEY.contains(operation)) {
            permissions.demand(role, Access.of("kms:" + operation, "*"));
        } else if (operations.knows(operation)) {
            JsonNode json = request.json();
            KmsKey key = key(json);
            permissions.demandKey(role, key.id(), new Access("kms:" + operation, key.arn(), context(json)));
        }
    }

    private static Map<String, List<String>> context(JsonNode request) {
        Map<String, List<String>> context = new HashMap<>();
        List<String> contextKeys = new ArrayList<>();
        request.path("EncryptionContext").properties().forEach(entry -> {
            contextKeys.add(entry.getKey());
            context.put(
                    "kms:EncryptionContext:" + entry.getKey(),
                    List.of(entry.getValue().asText()));
        });
        context.put("kms:EncryptionContextKeys", contextKeys);
        Map.of("KeyPairSpec", "kms:DataKeyPairSpec", "MacAlgorithm", "kms:MacAlgorithm")
                .forEach((field, key) -> {
                    if (request.path(field).isTextual()) {
                        context.put(key, List.of(request.get(field).asText()));
                    }
                });
        String named = request.path("KeyId").asText();
        if (named.contains("alias/")) {
            context.put("kms:RequestAlias", List.of(named.substring(named.indexOf("alias/"))));
        }
        return context;
    }

    /** The key that is named, or that the ciphertext names. */
    private KmsKey key(JsonNode request) {
        String name = request.path("KeyId").asText("");
        if (name.isEmpty() && request.has("CiphertextBlob")) {
            name = Ciphertext.read(Operations.bytes(request, "CiphertextBlob")).keyId();
        }
        String wanted = name;
        return names.find(wanted)
                .map(store::get)
                .orElseThrow(() -> new ServiceException(
                        400,
                        "NotFoundException",
                        wanted.startsWith("alias/")
                                ? "Alias %s is not found.".formatted(Names.alias(wanted))
                                : "Key '%s' does not exist".formatted(Names.key(wanted))));
    }

    @Override
    public Answer answer(AwsRequest request) {
        String operation = operation(request);
        if (!request.target().startsWith(TARGET) || !operations.knows(operation)) {
            throw codes().unknownOperation();
        }
        JsonNode json = request.json();
        return Answer.json(
                "application/x-amz-json-1.1",
                WITHOUT_KEY.contains(operation) ? operations.list() : operations.perform(operation, key(json), json));
    }

    @Override
    public void close() {
        pairs.close();
        store.close();
    }
}
