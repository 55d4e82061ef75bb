package cn.touzhi.registration.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.InMemoryKms;
import cn.touzhi.kernel.Invocation;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.MovableClock;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.kernel.crypto.KeyWrapping;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.RegistrationRoom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The keys function")
class KeysHandlerTest {
    private static final String TABLE = RegistrationRoom.TABLES[0];
    private static final String KEYS = RegistrationRoom.TABLES[1];
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "REGISTRATION_TABLE", TABLE,
            "SUBJECT_KEYS_TABLE", KEYS,
            "SIGNING_KEY", "SigningKey",
            "SIGNING_KEY_LIFE", "604800",
            "ACCESS_TOKEN_LIFETIME", "3600",
            "STRANDED_LIFETIME", "2592000");

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(RegistrationRoom.TABLES);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));
    private final InMemoryKms kms = new InMemoryKms();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final KeysHandler keys = new KeysHandler(
            KeysSettings.from(new Environment(ENVIRONMENT::get)),
            dynamo.client(),
            kms,
            new AwsCalls(),
            clock,
            new OperationLog("keys", clock, log::add));

    @BeforeEach
    void empty() {
        dynamo.clear(TABLE);
        dynamo.clear(KEYS);
    }

    @Test
    @DisplayName("has a key that signs and one in reserve after its first hour, and says which")
    void everyHour() {
        Map<String, Object> report = keys.handleRequest(Map.of(), Invocation.unhurried());

        assertThat(report).containsEntry("outcome", "done");
        assertThat((List<?>) report.get("keys")).hasSize(2);
        assertThat(keys.handleRequest(Map.of(), null)).isEqualTo(report);
    }

    @Test
    @DisplayName("withdraws the key that it is told to, and knows when there is none")
    void revokes() {
        List<?> before = (List<?>) keys.handleRequest(Map.of(), null).get("keys");

        Map<String, Object> report = keys.handleRequest(Map.of("revoke", before.getFirst()), null);

        assertThat(report).containsEntry("outcome", "revoked");
        List<?> after = (List<?>) report.get("keys");
        assertThat(after).hasSize(2);
        assertThat((Object) after.getFirst()).isEqualTo(before.getLast());
        assertThat(keys.handleRequest(Map.of("revoke", "nothing"), null)).containsEntry("outcome", "no such key");
    }

    @Test
    @DisplayName("does what it can where one thing fails, and fails in the end, so that the alarm rings")
    void failing() {
        new DayKeys(dynamo.client(), KEYS, "registration", new KeyWrapping(kms, "RegistrationKey"), clock).today();
        clock.advance(Duration.ofDays(2));
        kms.isDown(true);

        assertThatThrownBy(() -> keys.handleRequest(Map.of(), null)).isInstanceOf(IllegalStateException.class);

        assertThat(dynamo.items(KEYS)).isEmpty();
        assertThat(log).singleElement().asString().contains("duty-failed").contains("signing-keys");
        kms.isDown(false);
        assertThat(keys.handleRequest(Map.of(), null)).containsEntry("outcome", "done");
    }
}
