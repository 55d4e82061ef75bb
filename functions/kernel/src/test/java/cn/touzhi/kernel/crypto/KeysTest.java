package cn.touzhi.kernel.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.InMemoryKms;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.SubjectId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Keys of subjects and of days")
class KeysTest {
    private static final String TABLE = "SubjectKeysTable";
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(TABLE);

    private final KeyWrapping wrapping = new KeyWrapping(new InMemoryKms(), "key");

    @BeforeEach
    void empty() {
        dynamo.clear(TABLE);
    }

    @Test
    @DisplayName("a subject's key is there once it was stored, and not before")
    void subject() {
        SubjectKeys keys = new SubjectKeys(dynamo.client(), TABLE, "room", wrapping, at(NOON));
        SubjectId subject = SubjectId.random(RANDOM);

        SubjectKeys.NewKey made = keys.create(subject);
        assertThat(keys.of(subject)).isEmpty();
        dynamo.client().transactWriteItems(write -> write.transactItems(made.put()));

        byte[] sealed = made.key().seal("x", "o", "f", RANDOM);
        assertThat(keys.of(subject).orElseThrow().openText(sealed, "o", "f")).isEqualTo("x");
    }

    @Test
    @DisplayName("the key of the day is one and the same for all who ask at once")
    void raced() throws Exception {
        Callable<byte[]> ask = () -> new DayKeys(dynamo.client(), TABLE, "room", wrapping, at(NOON))
                .today()
                .seal("x", "o", "f", RANDOM);

        try (var threads = Executors.newFixedThreadPool(8)) {
            var sealed = threads.invokeAll(Stream.generate(() -> ask).limit(16).toList());

            DayKeys reader = new DayKeys(dynamo.client(), TABLE, "room", wrapping, at(NOON));
            assertThat(sealed).allSatisfy(one -> assertThat(
                            reader.of(one.get()).orElseThrow().openText(one.get(), "o", "f"))
                    .isEqualTo("x"));
        }
        assertThat(dynamo.items(TABLE)).hasSize(1);
    }

    @Test
    @DisplayName("the key of the day is gone two days later, though the table still holds it")
    void expires() {
        byte[] sealed = new DayKeys(dynamo.client(), TABLE, "room", wrapping, at(NOON))
                .today()
                .seal("x", "o", "f", RANDOM);

        Instant tomorrow = NOON.plus(Duration.ofDays(1));
        Instant inTwoDays = NOON.plus(Duration.ofDays(2));
        assertThat(new DayKeys(dynamo.client(), TABLE, "room", wrapping, at(tomorrow)).of(sealed))
                .isPresent();
        assertThat(new DayKeys(dynamo.client(), TABLE, "room", wrapping, at(inTwoDays)).of(sealed))
                .isEmpty();
    }

    @Test
    @DisplayName("once unwrapped, a key costs nothing for five minutes")
    void cached() {
        DayKeys keys = new DayKeys(dynamo.client(), TABLE, "room", wrapping, at(NOON));
        keys.today();

        assertThat(dynamo.requestsOf(keys::today)).isEmpty();
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
