package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** What is true of everything that registration stores, whatever has happened, once all is at rest. */
final class Invariants {
    private final Map<String, JsonNode> items;

    private Invariants(Map<String, JsonNode> items) {
        this.items = items;
    }

    /** Of {@code items}, lines of {@code /_local/stores}. */
    static Invariants of(List<JsonNode> items) {
        Map<String, JsonNode> byKey = new HashMap<>();
        items.stream()
                .filter(line -> line.path("store").asText().equals("RegistrationTable"))
                .forEach(line -> byKey.put(line.path("key").asText(), line.path("value")));
        return new Invariants(byKey);
    }

    void assertHold() {
        assertThat(contradictions())
                .as("what the stores say against themselves")
                .isEmpty();
    }

    /** Where they don't hold, one sentence each. */
    List<String> contradictions() {
        List<String> found = new ArrayList<>();
        items.forEach((key, item) -> {
            switch (key.replaceFirst("[#/].*", "")) {
                case "IDENTITY" -> guard(key, item, found);
                case "ACCOUNT" -> underAccount(key, item, found);
                case "VERIFICATION" -> verification(key, item, found);
                case "NOTICE" -> notice(key, item, found);
                case "FENCE" -> fence(key, item, found);
                case "LAPSES" ->
                    require(account(key.replaceFirst(".*/ACCOUNT#", "")).isPresent(), key + " is of no account", found);
                default -> {
                    // keyed counters and keys, which end by themselves
                }
            }
        });
        return found;
    }

    /** Whose an address is, the account says too. */
    private void guard(String key, JsonNode guard, List<String> found) {
        String digest = key.substring("IDENTITY#".length(), key.indexOf('/'));
        String subject = guard.path("subject").asText();
        Optional<JsonNode> detail = item("ACCOUNT#" + subject + "/IDENTITY#" + digest);
        require(detail.isPresent(), key + " is of an account that doesn't know it", found);
        require(
                detail.filter(one -> one.has("removedAt") != guard.has("removedAt"))
                        .isEmpty(),
                key + " and its account differ about its removal",
                found);
    }

    private void underAccount(String key, JsonNode item, List<String> found) {
        String subject = key.substring("ACCOUNT#".length(), key.indexOf('/'));
        String kind = key.substring(key.indexOf('/') + 1);
        Optional<JsonNode> account = account(subject);
        if (kind.equals("ACCOUNT")) {
            whole(subject, item, found);
            return;
        }
        if (account.isEmpty()) {
            found.add(key + " is under no account");
            return;
        }
        if (account.filter(Invariants::erased).isPresent()) {
            require(item.toString().contains("AccountLapsed"), key + " is left of an erased account", found);
        } else if (kind.startsWith("IDENTITY#")) {
            require(
                    item("IDENTITY#" + kind.substring("IDENTITY#".length()) + "/IDENTITY")
                            .filter(guard -> guard.path("subject").asText().equals(subject))
                            .isPresent(),
                    key + " has no guard",
                    found);
        } else if (kind.startsWith("SESSION#")) {
            require(
                    item.path("generation").asInt()
                            <= account.get().path("generation").asInt(),
                    key + " is of a generation to come",
                    found);
        }
    }

    private void whole(String subject, JsonNode account, List<String> found) {
        if (erased(account)) {
            require(
                    item("FENCE#" + subject + "/FENCE").isPresent(),
                    "the account " + subject + " is erased without a fence",
                    found);
            return;
        }
        long live = under(subject, "IDENTITY#").stream()
                .filter(detail -> !detail.has("removedAt"))
                .count();
        require(
                live == account.path("identities").asLong(),
                "the account " + subject + " counts " + account.path("identities") + " addresses and has " + live,
                found);
        require(
                live > 0 || account.path("state").asText().equals("stranded"),
                "the account " + subject + " has no address",
                found);
        require(!under(subject, "ACCEPTANCE#").isEmpty(), "the account " + subject + " has accepted nothing", found);
        require(
                account.path("signIns").asLong() >= under(subject, "SESSION#").size(),
                "the account " + subject + " counts fewer sign-ins than it has sessions",
                found);
    }

    /** A message that goes out, or may have, was counted; and what used a verification is there. */
    private void verification(String key, JsonNode verification, List<String> found) {
        String id = key.substring("VERIFICATION#".length(), key.indexOf('/'));
        Set<String> counted = new HashSet<>();
        item("ADDRESS#" + verification.path("addressDigest").asText() + "/SENDS")
                .ifPresent(counter -> counter.path("verifications").forEach(tag -> counted.add(tag.asText())));
        if (verification.path("state").asText().equals("sent")) {
            require(
                    counted.stream().anyMatch(tag -> tag.equals(id) || tag.startsWith(id + "#")),
                    key + " was sent and not counted",
                    found);
        }
        require(
                !verification.path("state").asText().equals("sending") || !verification.has("claim"),
                key + " was claimed and never settled",
                found);
        if (verification.has("usedBy")) {
            String subject = verification.path("usedBy").asText();
            require(account(subject).isPresent(), key + " was used by no account", found);
        }
    }

    private void notice(String key, JsonNode notice, List<String> found) {
        String subject = key.substring("NOTICE#".length(), key.indexOf('/'));
        require(account(subject).filter(one -> !erased(one)).isPresent(), key + " is for nobody", found);
        require(
                !notice.path("state").asText().equals("sending") || !notice.has("claim"),
                key + " was claimed and never settled",
                found);
    }

    private void fence(String key, JsonNode fence, List<String> found) {
        require(fence.has("finishedAt"), key + " is of an erasure that stopped half-way", found);
        String subject = key.substring("FENCE#".length(), key.indexOf('/'));
        require(
                account(subject).filter(one -> !erased(one)).isEmpty(),
                key + " stands before an account that may be used",
                found);
    }

    private static boolean erased(JsonNode account) {
        return account.path("state").asText().equals("erased");
    }

    private Optional<JsonNode> account(String subject) {
        return item("ACCOUNT#" + subject + "/ACCOUNT");
    }

    private Optional<JsonNode> item(String key) {
        return Optional.ofNullable(items.get(key));
    }

    private Collection<JsonNode> under(String subject, String prefix) {
        String start = "ACCOUNT#" + subject + "/" + prefix;
        return StreamSupport.stream(items.entrySet().spliterator(), false)
                .filter(entry -> entry.getKey().startsWith(start))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static void require(boolean holds, String otherwise, List<String> found) {
        if (!holds) {
            found.add(otherwise);
        }
    }
}
