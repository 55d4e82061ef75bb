package cn.touzhi.local.state;

import cn.touzhi.local.aws.LocalAws;
import cn.touzhi.local.aws.dynamodb.DynamoJson;
import cn.touzhi.local.data.Message;
import cn.touzhi.local.data.Outbox;
import cn.touzhi.local.data.StoredByte;
import cn.touzhi.local.lambda.FunctionLogs;
import cn.touzhi.local.lambda.LogLine;
import cn.touzhi.local.source.EventSources;
import cn.touzhi.local.source.StreamContents;
import cn.touzhi.local.template.Queue;
import cn.touzhi.local.template.Stack;
import cn.touzhi.local.template.Table;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What is stored anywhere, what left for the outside world, and giving it to functions again. */
public final class StoresView {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");

    private final Stack stack;
    private final LocalAws aws;
    private final StreamContents streams;
    private final FunctionLogs logs;
    private final EventSources sources;
    private final Drain drain;
    private final Clock clock;

    public StoresView(
            Stack stack,
            LocalAws aws,
            StreamContents streams,
            FunctionLogs logs,
            EventSources sources,
            Drain drain,
            Clock clock) {
        this.stack = stack;
        this.aws = aws;
        this.streams = streams;
        this.logs = logs;
        this.sources = sources;
        this.drain = drain;
        this.clock = clock;
    }

    void operations(Map<String, LocalApi.Operation> operations) {
        operations.put("GET messages", request -> LocalAnswer.json(messages(request)));
        operations.put("GET stores", request -> LocalAnswer.jsonLines(stores(request)));
        operations.put("POST redrive", request -> LocalAnswer.json(redrive(request.text("queue"))));
        operations.put("POST replay", request -> LocalAnswer.json(replay(request.text("table"))));
        operations.put("POST erasure", request -> LocalAnswer.json(orderErasure(request.text("subject"))));
        operations.put("POST drain", request -> LocalAnswer.json(drain()));
    }

    private ArrayNode messages(LocalRequest request) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        List<Message> found = aws.outbox()
                .find(
                        request.parameter("channel").orElse(""),
                        request.parameter("to").map(StoresView::address).orElse(""));
        found.forEach(message -> list.add(Outbox.json(message)));
        return list;
    }

    /** A plus that a script left as it is was decoded to a space, and no address begins with one. */
    private static String address(String to) {
        return to.startsWith(" ") ? "+" + to.substring(1) : to;
    }

    private LocalAnswer.Lines stores(LocalRequest request) {
        Optional<String> kind = request.parameter("kind");
        Predicate<String> wanted = each -> kind.map(each::equals).orElse(true);
        StoresQuery query = StoresQuery.of(request);
        return lines -> {
            Consumer<JsonNode> line = query.before(lines);
            aws.stores().forEach(wanted, stored -> line.accept(json(stored)));
            if (wanted.test("stream-record")) {
                streamRecords(line);
            }
            if (wanted.test("log")) {
                logs(line);
            }
        };
    }

    /** Says to all rooms that somebody is to be erased, as the platform will. */
    private ObjectNode orderErasure(String subject) {
        if (!ID.matcher(subject).matches()) {
            throw new IllegalArgumentException("\"subject\" is an account's id, 22 characters.");
        }
        String order = ErasureOrder.newId();
        aws.publish(ErasureOrder.TOPIC, ErasureOrder.event(order, subject, clock.instant()), ErasureOrder.TYPE);
        return JsonNodeFactory.instance.objectNode().put("order", order);
    }

    private void streamRecords(Consumer<JsonNode> line) {
        for (Table table : stack.tables()) {
            if (table.stream()) {
                streams.of(table.logicalId()).forEach(record -> line.accept(json(stored(table, record))));
            }
        }
    }

    private void logs(Consumer<JsonNode> line) {
        List<LogLine> lines = logs.of(Optional.empty());
        for (int i = 0; i < lines.size(); i++) {
            LogLine log = lines.get(i);
            line.accept(json(new StoredByte(log.group(), "log", Integer.toString(i), FunctionsView.json(log))));
        }
    }

    private static StoredByte stored(Table table, JsonNode record) {
        ObjectNode value = record.deepCopy();
        JsonNode change = value.path("dynamodb");
        for (String image : List.of("Keys", "NewImage", "OldImage")) {
            if (change.has(image)) {
                ((ObjectNode) change).set(image, DynamoJson.plain(change.get(image)));
            }
        }
        String number = change.path("SequenceNumber").asText();
        return new StoredByte(table.logicalId(), "stream-record", number, value);
    }

    private static ObjectNode json(StoredByte stored) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("store", stored.store())
                .put("kind", stored.kind())
                .put("key", stored.key());
        json.set("value", stored.value());
        return json;
    }

    /** Takes the dead-letter queue itself, or the queue that it belongs to. */
    private ObjectNode redrive(String name) {
        Queue queue = stack.queues().stream()
                .filter(one -> one.logicalId().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFound("The template has no queue %s.".formatted(name)));
        String deadLetters = queue.redrive().map(Queue.Redrive::deadLetterQueue).orElse(name);
        return JsonNodeFactory.instance.objectNode().put("moved", aws.queues().redrive(deadLetters));
    }

    private ObjectNode replay(String table) throws InterruptedException {
        if (!sources.replay(table)) {
            throw new NotFound("No function reads a stream of %s.".formatted(table));
        }
        return JsonNodeFactory.instance.objectNode().put("table", table);
    }

    private ObjectNode drain() throws InterruptedException {
        return JsonNodeFactory.instance.objectNode().put("drained", drain.await());
    }
}
