package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCloud.class)
@DisplayName("Clause 5.2 (duty 60): no store and no log")
class SecrecyIT {
    private final World world;

    SecrecyIT(World world) {
        this.world = world;
    }

    @AfterEach
    void heal() {
        world.heal();
    }

    @Test
    @DisplayName("holds a phone number, an address, a code, a token or a birth date in any readable form")
    void nothingReadable() throws Exception {
        List<String> secrets = new ArrayList<>();
        Visitor phone = world.aVisitorWithPhone().asksForCode();
        Visitor mail = world.aVisitorWithEmail().asksForCode();
        for (Visitor visitor : List.of(phone, mail)) {
            // used, failed and refused alike: errors are where values leak
            String code = visitor.readsCode();
            secrets.addAll(List.of(visitor.address(), code));
            visitor.tries("%06d".formatted((Integer.parseInt(code) + 7) % 1_000_000));
            visitor.provesAddress();
            visitor.requestsAccount("1889-02-31");
            visitor.remember(visitor.requestsAccount("1990-05-17"), 201);
            secrets.addAll(
                    List.of(visitor.accessToken(), visitor.refreshToken(), visitor.proof(), visitor.deviceSecret()));
            visitor.refreshes();
        }
        secrets.add("1990-05-17");
        secrets.add(phone.address().substring("+86".length()));
        world.fail("SendingFunction", "sns", "Publish", "throttle", 1);
        Visitor throttled = world.aVisitorWithPhone().asksForCode();
        secrets.addAll(List.of(throttled.address(), throttled.readsCode()));
        world.heal();
        world.http()
                .post(
                        "/v1/verifications",
                        Map.of("channel", "sms", "address", throttled.address() + ";ext=5"),
                        Map.of("idempotency-key", "0123456789abcdef"));
        world.drain();

        List<JsonNode> lines = world.stores().stream()
                .filter(line -> !line.path("kind").asText().equals("outbox"))
                .toList();

        assertThat(lines).extracting(line -> line.path("kind").asText()).contains("item", "log", "stream-record");
        for (String secret : secrets) {
            List<String> forms = formsOf(secret);
            assertThat(lines).as("a form of «%s»", secret).noneMatch(line -> holds(line, forms, secret.length() == 6));
        }
    }

    @Test
    @DisplayName("holds an attribute that the inventory doesn't declare, or in clear one that it declares sealed")
    void asInventoried() {
        Visitor visitor = world.aVisitorWithPhone().registers();
        world.await(() -> {
            // the authorizer doesn't wait for an issuer that is only just starting
            Answer out = visitor.signsOut(visitor.session());
            assertThat(out.status()).as(out.text()).isEqualTo(204);
            return out;
        });
        world.aVisitorWithEmail().registers().signsIn();
        // while its sending is put off, a code is kept
        world.fail("SendingFunction", "sns", "Publish", "throttle", 1_000);
        world.aVisitorWithPhone().asksForCode();

        Inventory inventory = Inventory.ofProject();
        List<JsonNode> items = world.await(() -> {
            List<JsonNode> stored = world.stores().stream()
                    .filter(line -> line.path("kind").asText().equals("item"))
                    .toList();
            assertThat(inventory.namesIn(stored)).isEqualTo(inventory.names());
            return stored;
        });

        assertThat(inventory.gaps(items)).isEmpty();
    }

    /**
     * Whether a line holds one of the forms. Six digits alone are found by chance in ids and times, so a code counts only
     * where it stands by itself as a value.
     */
    private static boolean holds(JsonNode line, List<String> forms, boolean short6) {
        String text = line.toString();
        return forms.stream()
                .anyMatch(form -> short6 && form.length() == 6
                        ? text.matches("(?s).*(?<![0-9A-Za-z.:_+/=-])" + form + "(?![0-9A-Za-z.:_+/=-]).*")
                        : text.contains(form));
    }

    private static List<String> formsOf(String secret) throws Exception {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        List<byte[]> plain = List.of(
                bytes,
                MessageDigest.getInstance("SHA-256").digest(bytes),
                MessageDigest.getInstance("SHA-1").digest(bytes),
                MessageDigest.getInstance("MD5").digest(bytes));
        return plain.stream()
                .flatMap(SecrecyIT::encodings)
                .filter(form -> form.length() >= 6)
                .distinct()
                .toList();
    }

    private static Stream<String> encodings(byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes);
        return Stream.of(
                new String(bytes, StandardCharsets.UTF_8),
                URLEncoder.encode(new String(bytes, StandardCharsets.UTF_8), StandardCharsets.UTF_8),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                hex,
                hex.toUpperCase(Locale.ROOT));
    }
}
