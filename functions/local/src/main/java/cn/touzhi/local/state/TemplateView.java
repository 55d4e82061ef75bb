package cn.touzhi.local.state;

import cn.touzhi.local.aws.sqs.Queues;
import cn.touzhi.local.lambda.FunctionPool;
import cn.touzhi.local.template.EventSource;
import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Queue;
import cn.touzhi.local.template.Stack;
import cn.touzhi.local.template.Table;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the template declares, by logical id, as it lives here. */
public final class TemplateView {
    private final Stack stack;
    private final FunctionPool functions;
    private final Queues queues;

    public TemplateView(Stack stack, FunctionPool functions, Queues queues) {
        this.stack = stack;
        this.functions = functions;
        this.queues = queues;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode declared = json.putArray("functions");
        functions.functions().forEach(function -> declared.add(function(function)));
        ArrayNode routes = json.putArray("routes");
        functions.functions().forEach(function -> function.events().forEach(event -> {
            if (event instanceof EventSource.HttpRoute route) {
                routes.add(route(function.logicalId(), route));
            }
        }));
        ArrayNode apis = json.putArray("apis");
        stack.apis().forEach(api -> apis.addObject()
                .put("logicalId", api.logicalId())
                .put("endpoint", Names.apiEndpoint(api.logicalId())));
        ArrayNode tables = json.putArray("tables");
        stack.tables().forEach(table -> tables.add(table(table)));
        ArrayNode all = json.putArray("queues");
        stack.queues().forEach(queue -> all.add(queue(queue)));
        ArrayNode topics = json.putArray("topics");
        stack.topics().forEach(topic -> topics.add(topic.logicalId()));
        ArrayNode buckets = json.putArray("buckets");
        stack.buckets().forEach(bucket -> buckets.addObject()
                .put("logicalId", bucket.logicalId())
                .put("name", bucket.name())
                .put("versioned", bucket.versioned()));
        ArrayNode keys = json.putArray("keys");
        stack.keys().forEach(key -> keys.add(key.logicalId()));
        ArrayNode secrets = json.putArray("secrets");
        stack.secrets().forEach(secret -> secrets.add(secret.logicalId()));
        ObjectNode parameters = json.putObject("parameters");
        stack.parameters().forEach(parameters::put);
        return json;
    }

    private ObjectNode function(LambdaFunction function) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("logicalId", function.logicalId())
                .put("handler", function.handler())
                .put("memoryMegabytes", function.memoryMegabytes())
                .put("timeoutSeconds", function.timeout().toSeconds())
                .put("role", function.role())
                .put("logGroup", function.logGroup().orElse(""))
                .put("processes", functions.processes(function.logicalId()));
        ArrayNode events = json.putArray("events");
        function.events().forEach(event -> events.add(event(event)));
        return json;
    }

    private static ObjectNode event(EventSource event) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", event.name());
        return switch (event) {
            case EventSource.HttpRoute route ->
                json.put("kind", "http").put("source", route.method() + " " + route.path());
            case EventSource.FromQueue queue ->
                json.put("kind", "queue").put("source", queue.queue()).put("batchSize", queue.batchSize());
            case EventSource.FromStream stream ->
                json.put("kind", "stream").put("source", stream.table()).put("batchSize", stream.batchSize());
            case EventSource.OnSchedule schedule -> json.put("kind", "schedule").put("source", schedule.expression());
        };
    }

    private static ObjectNode route(String function, EventSource.HttpRoute route) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("api", route.api())
                .put("method", route.method())
                .put("path", route.path())
                .put("function", function)
                .put("authorizer", route.authorizer().orElse(""));
        ArrayNode scopes = json.putArray("scopes");
        route.scopes().forEach(scopes::add);
        route.throttle()
                .ifPresent(limit ->
                        json.putObject("throttle").put("burst", limit.burst()).put("rate", limit.rate()));
        return json;
    }

    private static ObjectNode table(Table table) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("logicalId", table.logicalId())
                .put("stream", table.stream())
                .put("timeToLive", table.timeToLiveAttribute().orElse(""));
        ArrayNode keys = json.putArray("keys");
        table.keys().forEach(key -> keys.add(key.name()));
        return json;
    }

    private ObjectNode queue(Queue queue) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("logicalId", queue.logicalId())
                .put(
                        "deadLetters",
                        queue.redrive().map(Queue.Redrive::deadLetterQueue).orElse(""))
                .put("forDeadLetters", queues.isForDeadLetters(queue.logicalId()))
                .put("messages", queues.depth(queue.logicalId()))
                .put("visibilitySeconds", queue.visibility().toSeconds());
    }
}
