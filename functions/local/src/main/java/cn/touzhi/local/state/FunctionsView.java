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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Functions: what ran, what it wrote, and running one by hand. */
public final class FunctionsView {
    private final FunctionPool functions;
    private final FunctionLogs logs;
    private final Set<String> apis;

    /** @param apis logical ids of those that write access logs beside the functions' */
    public FunctionsView(FunctionPool functions, FunctionLogs logs, Set<String> apis) {
        this.functions = functions;
        this.logs = logs;
        this.apis = Set.copyOf(apis);
    }

    void operations(Map<String, LocalApi.Operation> operations) {
        operations.put("GET invocations", request -> LocalAnswer.json(invocations(functionIn(request))));
        operations.put("GET logs", request -> LocalAnswer.json(logs(request)));
        operations.put("POST invoke", this::invoke);
    }

    private ArrayNode invocations(Optional<String> function) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        functions.invocations(function).forEach(invocation -> list.add(json(invocation)));
        return list;
    }

    private ArrayNode logs(LocalRequest request) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        List<LogLine> lines = logs.of(sourceIn(request));
        int first = request.number("limit").map(limit -> lines.size() - limit).orElse(0);
        lines.subList(Math.max(first, 0), lines.size()).forEach(line -> list.add(json(line)));
        return list;
    }

    private Optional<String> functionIn(LocalRequest request) {
        Optional<String> function = request.parameter("function");
        function.ifPresent(this::demand);
        return function;
    }

    /** What writes logs: a function, or an API its access log. */
    private Optional<String> sourceIn(LocalRequest request) {
        Optional<String> name = request.parameter("function");
        return name.filter(apis::contains).or(() -> functionIn(request));
    }

    private void demand(String function) {
        if (functions.functions().stream().noneMatch(one -> one.logicalId().equals(function))) {
            throw new NotFound("The template has no function %s.".formatted(function));
        }
    }

    private LocalAnswer invoke(LocalRequest request) {
        String function = request.text("function");
        demand(function);
        JsonNode event = request.json().path("event");
        byte[] bytes = (event.isMissingNode() ? "{}" : event.toString()).getBytes(StandardCharsets.UTF_8);
        Outcome outcome = functions.invoke(function, "manual", bytes).outcome();
        Map<String, String> headers =
                outcome instanceof Outcome.Returned ? Map.of() : Map.of("X-Amz-Function-Error", "Unhandled");
        return LocalAnswer.of(200, "application/json", headers, outcome.payload());
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
