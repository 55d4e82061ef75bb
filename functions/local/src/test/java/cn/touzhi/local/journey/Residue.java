package cn.touzhi.local.journey;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is left of someone. Taken from all stores while they are here, it knows which items are theirs, by every way that
 * leads from one to another, and whatever these hold that nobody else's do: ids, digests, sealed bytes. Then it finds any
 * of that in any store.
 */
final class Residue {
    /** A moment may be anybody's. */
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T.*");

    /** Shorter ones are words and numbers that anybody's items may hold. */
    private static final int TELLING = 16;

    private final String subject;
    private final List<JsonNode> items;
    private final Set<String> marks;

    private Residue(String subject, List<JsonNode> items, Set<String> marks) {
        this.subject = subject;
        this.items = items;
        this.marks = marks;
    }

    /** Learns who {@code subject} is from {@code stores}, the lines of {@code /_local/stores}. */
    static Residue of(String subject, List<JsonNode> stores) {
        List<JsonNode> all = stores.stream()
                .filter(line -> line.path("kind").asText().equals("item"))
                .toList();
        Set<String> known = new HashSet<>(Set.of(subject));
        List<JsonNode> theirs = List.of();
        for (int before = -1; before < theirs.size(); ) {
            before = theirs.size();
            theirs = all.stream().filter(line -> leadsTo(line, known)).toList();
            theirs.forEach(line -> known.addAll(linksIn(line)));
        }
        Set<String> others = all.stream()
                .filter(line -> !leadsTo(line, known))
                .flatMap(line -> valuesIn(line.path("value")))
                .collect(Collectors.toSet());
        Set<String> marks = Stream.concat(known.stream(), theirs.stream().flatMap(line -> valuesIn(line.path("value"))))
                .filter(value -> !others.contains(value))
                .collect(Collectors.toSet());
        return new Residue(subject, theirs, marks);
    }

    /** Their items, as they were. */
    List<JsonNode> items() {
        return items;
    }

    /** What of them is in {@code stores}, but for what may stay: each as its place and what it holds. */
    List<String> in(List<JsonNode> stores) {
        return stores.stream().flatMap(this::in).toList();
    }

    private Stream<String> in(JsonNode line) {
        String kind = line.path("kind").asText();
        String key = line.path("key").asText();
        String text = line.toString();
        return marks.stream()
                .filter(text::contains)
                .filter(mark -> !mayStay(kind, key, line, mark))
                .map(mark -> line.path("store").asText() + " " + kind + " " + key + " holds " + mark);
    }

    /**
     * The opaque id in the fence, in an account that says nothing but that it is erased, and in the tombstone of a key;
     * opaque ids in logs and in messages that are still to be worked off; the counter of an address until it ends; ids by which what the law keeps is found.
     */
    private boolean mayStay(String kind, String key, JsonNode line, String mark) {
        boolean opaque = mark.equals(subject);
        return switch (kind) {
            case "log", "message", "dead-letter" -> mark.length() == subject.length();
            case "item" ->
                key.startsWith("ADDRESS#")
                        || (opaque && key.startsWith("FENCE#") && key.endsWith("/FENCE"))
                        || (opaque
                                && key.endsWith("/ACCOUNT")
                                && line.path("value").size() == 4)
                        || (opaque
                                && key.contains("#SUBJECT#")
                                && !line.path("value").has("wrapped"))
                        || (line.path("store").asText().equals("HeldTable") && mark.length() == subject.length());
            // what is on its way out of the platform is the person's own
            case "outbox" -> true;
            default -> false;
        };
    }

    /** Whether an item is somebody's of whom {@code known} is known. */
    private static boolean leadsTo(JsonNode line, Set<String> known) {
        return linksIn(line).stream().anyMatch(known::contains)
                || known.stream().anyMatch(line.path("key").asText()::contains);
    }

    /** By which one item leads to another: the ids in its key, whose it is, which address, which verifications. */
    private static Set<String> linksIn(JsonNode line) {
        JsonNode value = line.path("value");
        Set<String> links = new HashSet<>();
        String key = line.path("key").asText();
        if (key.startsWith("ACCOUNT#") || key.startsWith("NOTICE#") || key.startsWith("CONSENTS#")) {
            links.addAll(idsIn(key));
        }
        Stream.of("subject", "usedBy", "addressDigest")
                .map(name -> value.path(name).asText())
                .filter(text -> text.length() >= TELLING)
                .forEach(links::add);
        value.path("verifications").forEach(tag -> links.add(tag.asText().replaceFirst("#.*", "")));
        return links;
    }

    private static List<String> idsIn(String key) {
        return Stream.of(key.split("[#/]"))
                .filter(part -> part.length() >= TELLING)
                .toList();
    }

    private static Stream<String> valuesIn(JsonNode node) {
        List<String> values = new ArrayList<>();
        collect(node, values);
        return values.stream();
    }

    private static void collect(JsonNode node, List<String> values) {
        if (node.isTextual()
                && !node.asText().contains(" ")
                && !TIME.matcher(node.asText()).matches()
                && !node.asText().startsWith("cn.touzhi.")) {
            Stream.of(node.asText().split("[#/]"))
                    .filter(part -> part.length() >= TELLING)
                    .forEach(values::add);
            if (node.asText().length() >= TELLING && !node.asText().contains("#")) {
                values.add(node.asText());
            }
        }
        node.forEach(child -> collect(child, values));
    }
}
