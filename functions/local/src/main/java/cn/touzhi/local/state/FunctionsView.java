package cn.touzhi.local.state;

import cn.touzhi.local.aws.AwsCall;
import cn.touzhi.local.lambda.FunctionLogs;
import cn.touzhi.local.lambda.FunctionPool;
import cn.touzhi.local.lambda.Invocation;
import cn.touzhi.local.lambda.LogLine;
import cn.touzhi.local.lambda.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Functions: what ran, what it wrote, and running one by hand. */
public final class FunctionsView {
    private final FunctionPool functions;
    private final FunctionLogs logs;

    public FunctionsView(FunctionPool functions, FunctionLogs logs) {
        this.functions = functions;
        this.logs = logs;
    }

    void operations(Map<String, LocalApi.Operation> operations) {
        operations.put("GET invocations", request -> LocalAnswer.json(invocations(request.parameter("function"))));
        operations.put("GET logs", request -> LocalAnswer.json(logs(request.parameter("function"))));
        operations.put("POST invoke", this::invoke);
    }

    private ArrayNode invocations(Optional<String> function) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        functions.invocations(function).forEach(invocation -> list.add(json(invocation)));
        return list;
    }

    private ArrayNode logs(Optional<String> function) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        logs.of(function).forEach(line -> list.add(json(line)));
        return list;
    }

    private LocalAnswer invoke(LocalRequest request) {
        String function = request.text("function");
        if (functions.functions().stream().noneMatch(one -> one.logicalId().equals(function))) {
            throw new NotFound("The template has no function %s.".formatted(function));
        }
        JsonNode event = request.json().path("event");
        byte[] bytes = (event.isMissingNode() ? "{}" : event.toString()).getBytes(StandardCharsets.UTF_8);
        Outcome outcome = functions.invoke(function, "manual", bytes).outcome();
        Map<String, String> headers =
                outcome instanceof Outcome.Returned ? Map.of() : Map.of("X-Amz-Function-Error", "Unhandled");
        return new LocalAnswer(200, "application/json", headers, outcome.payload());
    }

    static ObjectNode json(LogLine line) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("at", line.at().toString())
                .put("function", line.function())
                .put("group", line.group())
                .put("requestId", line.requestId())
                .put("text", line.text());
    }

    private static ObjectNode json(Invocation invocation) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", invocation.id())
                .put("function", invocation.function())
                .put("source", invocation.source())
                .put("cold", invocation.cold())
                .put("startedAt", invocation.startedAt().toString())
                .put("millis", invocation.took().toMillis())
                .put("initMillis", invocation.init().toMillis())
                .put("outcome", invocation.outcome().word());
        ArrayNode calls = json.putArray("calls");
        invocation.calls().forEach(call -> calls.add(json(call)));
        return json;
    }

    private static ObjectNode json(AwsCall call) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("service", call.service())
                .put("operation", call.operation())
                .put("startedAt", call.startedAt().toString())
                .put("millis", call.millis())
                .put("outcome", call.outcome())
                .put("readUnits", call.readUnits())
                .put("writeUnits", call.writeUnits());
    }
}
