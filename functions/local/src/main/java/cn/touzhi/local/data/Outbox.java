package cn.touzhi.local.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The outside world: every SMS, e-mail and push that left, oldest first. Nothing ever leaves this machine. */
public final class Outbox implements AutoCloseable {
    private final Journal journal;
    private final List<Message> messages = new CopyOnWriteArrayList<>();

    public Outbox(DataFolder data) {
        journal = data.journal("outbox");
        journal.found().forEach(line -> messages.add(read(line)));
    }

    /** Takes a message; it is on the disk when this returns. */
    public synchronized void take(Message message) {
        journal.append(json(message));
        messages.add(message);
    }

    public List<Message> all() {
        return List.copyOf(messages);
    }

    /**
     * @param channel empty text for all
     * @param to empty text for all
     */
    public List<Message> find(String channel, String to) {
        return messages.stream()
                .filter(message -> channel.isEmpty() || message.channel().equals(channel))
                .filter(message -> to.isEmpty() || message.to().equalsIgnoreCase(to))
                .toList();
    }

    /** A message as {@code /_local/messages} gives it. */
    public static ObjectNode json(Message message) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", message.id())
                .put("channel", message.channel())
                .put("to", message.to())
                .put("subject", message.subject())
                .put("text", message.text())
                .put("html", message.html());
        ObjectNode headers = json.putObject("headers");
        message.headers().forEach(headers::put);
        return json.put("at", message.at().toString());
    }

    private static Message read(JsonNode json) {
        Map<String, String> headers = new TreeMap<>();
        json.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return new Message(
                json.path("id").asText(),
                json.path("channel").asText(),
                json.path("to").asText(),
                json.path("subject").asText(),
                json.path("text").asText(),
                json.path("html").asText(),
                headers,
                Instant.parse(json.path("at").asText()));
    }

    @Override
    public void close() {
        journal.close();
    }
}
