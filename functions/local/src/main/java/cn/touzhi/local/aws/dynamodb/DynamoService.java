package cn.touzhi.local.aws.dynamodb;

import cn.touzhi.local.aws.Answer;
import cn.touzhi.local.aws.AwsRequest;
import cn.touzhi.local.aws.ErrorCodes;
import cn.touzhi.local.aws.Service;
import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.aws.ViaService;
import cn.touzhi.local.aws.Wire;
import cn.touzhi.local.engine.DynamoEngine;
import cn.touzhi.local.engine.EngineAnswer;
import cn.touzhi.local.fault.Effect;
import cn.touzhi.local.iam.Access;
import cn.touzhi.local.iam.Permissions;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Stack;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * DynamoDB and its streams. DynamoDB Local does the work; what it leaves out stands here: permissions, transaction
 * conflicts, the write units of transactions.
 */
public final class DynamoService implements Service {
    private static final String PREFIX = "com.amazonaws.dynamodb.v20120810#";
    private static final Set<String> WITHOUT_DATA = Set.of(
            "DescribeTable", "DescribeTimeToLive", "ListTables", "DescribeLimits", "DescribeEndpoints", "ListStreams");

    private final DynamoEngine engine;
    private final Schemas schemas;
    private final Accesses accesses;
    private final Permissions permissions;
    private final ViaService keys;
    private final ItemLocks locks = new ItemLocks();

    public DynamoService(DynamoEngine engine, Stack stack, Permissions permissions, ViaService keys) {
        this.engine = engine;
        this.schemas = new Schemas(stack);
        this.accesses = new Accesses(schemas);
        this.permissions = permissions;
        this.keys = keys;
    }

    @Override
    public String name() {
        return "dynamodb";
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
        return new ErrorCodes(
                new ServiceException(400, PREFIX + "AccessDeniedException", ""),
                new ServiceException(
                        400,
                        PREFIX + "ProvisionedThroughputExceededException",
                        "The level of configured provisioned throughput for the table was exceeded."),
                new ServiceException(500, PREFIX + "InternalServerError", "Internal server error"),
                new ServiceException(
                        400, PREFIX + "TransactionConflictException", "Transaction is ongoing for the item"),
                new ServiceException(400, PREFIX + "UnknownOperationException", "The operation is not known."));
    }

    @Override
    public void authorize(String role, AwsRequest request) {
        List<Access> needed = accesses.of(operation(request), request.json());
        needed.forEach(access -> permissions.demand(role, access));
        if (!WITHOUT_DATA.contains(operation(request))) {
            Set<String> tables = new LinkedHashSet<>();
            needed.forEach(access -> tables.add(access.resource().replaceFirst("^.*:table/([^/]*).*$", "$1")));
            tables.forEach(table -> keys.demand(
                    role,
                    schemas.kmsKey(table),
                    "dynamodb",
                    Map.of("aws:dynamodb:tableName", table, "aws:dynamodb:subscriberId", Names.ACCOUNT),
                    List.of("kms:Decrypt")));
        }
    }

    @Override
    public Answer answer(AwsRequest request) {
        String operation = operation(request);
        if (request.target().startsWith(DynamoEngine.STREAMS)) {
            return ArnTranslation.of(body -> engine.forward(request.target(), body))
                    .answer(request.body());
        }
        return switch (operation) {
            case "TransactWriteItems" -> transaction(request);
            case "TransactGetItems" -> {
                refuseConflict(keysOf(TransactionItem.of(request.json())));
                yield forward(request);
            }
            case "PutItem", "UpdateItem", "DeleteItem" -> single(request);
            case "DescribeTable", "CreateTable", "UpdateTable", "DeleteTable" ->
                ArnTranslation.of(body -> engine.forward(request.target(), body))
                        .answer(request.body());
            default -> forward(request);
        };
    }

    @Override
    public ServiceException failure(Effect effect, AwsRequest request) {
        return effect == Effect.CONFLICT && operation(request).startsWith("Transact")
                ? Conflicts.cancelled(TransactionItem.of(request.json()).size(), 0)
                : Service.super.failure(effect, request);
    }

    private Answer transaction(AwsRequest request) {
        List<TransactionItem> items = TransactionItem.of(request.json());
        List<String> held = keysOf(items);
        OptionalInt conflict = locks.take(held);
        if (conflict.isPresent()) {
            throw Conflicts.cancelled(items.size(), conflict.getAsInt());
        }
        try {
            TransactionUnits units = TransactionUnits.before(engine, schemas, items);
            Answer answer = forward(request);
            return new Answer(
                    answer.status(),
                    answer.headers(),
                    answer.body(),
                    answer.outcome(),
                    0,
                    answer.outcome().equals("ValidationException") ? 0 : units.after());
        } finally {
            locks.release(held);
        }
    }

    private Answer single(AwsRequest request) {
        JsonNode json = request.json();
        JsonNode item = json.path(operation(request).equals("PutItem") ? "Item" : "Key");
        String key = schemas.key(Schemas.nameOf(json.path("TableName").asText()), item);
        if (locks.firstHeld(List.of(key)).isPresent()) {
            throw codes().conflict();
        }
        return forward(request);
    }

    private void refuseConflict(List<String> wanted) {
        OptionalInt conflict = locks.firstHeld(wanted);
        if (conflict.isPresent()) {
            throw Conflicts.cancelled(wanted.size(), conflict.getAsInt());
        }
    }

    private List<String> keysOf(List<TransactionItem> items) {
        return items.stream().map(item -> schemas.key(item.table(), item.key())).toList();
    }

    private Answer forward(AwsRequest request) {
        Metering metering = Metering.of(operation(request), request.body());
        EngineAnswer answer = engine.forward(request.target(), metering.request());
        if (answer.ok()) {
            Metering.Metered metered = metering.read(answer.body());
            return answer(200, metered.body(), Answer.OK, metered.readUnits(), metered.writeUnits());
        }
        String code = DynamoJson.read(answer.body()).path("__type").asText("InternalServerError");
        String outcome = Wire.shortCode(code);
        // a write whose condition does not hold is paid for like one that does
        double units = outcome.equals("ConditionalCheckFailedException") ? 1 : 0;
        return answer(answer.status(), answer.body(), outcome, 0, units);
    }

    static Answer answer(int status, byte[] body, String outcome, double readUnits, double writeUnits) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return new Answer(
                status,
                Map.of("Content-Type", "application/x-amz-json-1.0", "x-amz-crc32", Long.toString(crc.getValue())),
                body,
                outcome,
                readUnits,
                writeUnits);
    }
}
