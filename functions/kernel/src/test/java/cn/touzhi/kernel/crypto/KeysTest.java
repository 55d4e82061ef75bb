package cn.touzhi.kernel.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.kernel.InMemoryKms;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.MovableClock;
import cn.touzhi.kernel.SubjectId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;

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
    @DisplayName("once unwrapped, a key costs nothing for five minutes, and after that it is gone if its item is")
    void cached() {
        MovableClock clock = new MovableClock(NOON);
        DayKeys keys = new DayKeys(dynamo.client(), TABLE, "room", wrapping, clock);
        byte[] sealed = keys.today().seal("x", "o", "f", RANDOM);
        dynamo.clear(TABLE);

        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(dynamo.requestsOf(() -> assertThat(keys.of(sealed)).isPresent()))
                .isEmpty();

        clock.advance(Duration.ofMillis(1));
        assertThat(keys.of(sealed)).isEmpty();
    }

    @Test
    @DisplayName(
            "a subject's destroyed key is dead after five minutes in every warm function, however often it was used")
    void destroyedWhileWarm() {
        MovableClock clock = new MovableClock(NOON);
        SubjectKeys keys = new SubjectKeys(dynamo.client(), TABLE, "room", wrapping, clock);
        SubjectId subject = storedSubject(keys);
        assertThat(keys.of(subject)).isPresent();

        destroy(subject);
        clock.advance(Duration.ofMinutes(3));
        assertThat(keys.of(subject)).isPresent();
        clock.advance(Duration.ofMinutes(2));

        assertThat(keys.of(subject)).isEmpty();
    }

    @Test
    @DisplayName("where a subject's key was destroyed, its tombstone gives none, and lets none be made")
    void tombstone() {
        SubjectKeys keys = new SubjectKeys(dynamo.client(), TABLE, "room", wrapping, at(NOON));
        SubjectId subject = storedSubject(keys);
        destroy(subject);
        var tombstone = dynamo.items(TABLE);

        SubjectKeys.NewKey late = keys.create(subject);

        assertThatThrownBy(() -> store(late)).isInstanceOf(TransactionCanceledException.class);
        assertThat(dynamo.items(TABLE)).isEqualTo(tombstone);
        assertThat(keys.of(subject)).isEmpty();
    }

    @Test
    @DisplayName("a subject's key is destroyed once, and where there was none yet, none is made any more")
    void destroyedTwice() {
        SubjectKeys keys = new SubjectKeys(dynamo.client(), TABLE, "room", wrapping, at(NOON));
        SubjectId subject = storedSubject(keys);
        destroy(subject);
        var tombstone = dynamo.items(TABLE);
        SubjectId unknown = SubjectId.random(RANDOM);

        destruction(NOON.plusSeconds(1)).of(subject);
        assertThat(dynamo.items(TABLE)).isEqualTo(tombstone);
        assertThat(tombstone).singleElement().satisfies(item -> assertThat(item).doesNotContainKey("wrapped"));

        destroy(unknown);
        SubjectKeys.NewKey late = keys.create(unknown);
        assertThatThrownBy(() -> store(late)).isInstanceOf(TransactionCanceledException.class);
    }

    @Test
    @DisplayName("the key of a day is destroyed two days later to the second, also by who was down for a week,"
            + " and opens nothing any more, not even where it is still at hand")
    void destroyedOnTime() {
        Instant end = Instant.parse("2026-11-25T00:00:00Z");
        MovableClock clock = new MovableClock(end.minus(Duration.ofMinutes(2)));
        DayKeys holding = new DayKeys(dynamo.client(), TABLE, "room", wrapping, clock);
        byte[] sealed = new DayKeys(dynamo.client(), TABLE, "room", wrapping, at(NOON))
                .today()
                .seal("x", "o", "f", RANDOM);
        byte[] next = new DayKeys(dynamo.client(), TABLE, "room", wrapping, at(NOON.plus(Duration.ofDays(1))))
                .today()
                .seal("x", "o", "f", RANDOM);
        assertThat(holding.of(sealed)).isPresent();

        destruction(end.minusSeconds(1)).ofOldDays();
        assertThat(dynamo.items(TABLE)).hasSize(2);
        clock.advance(Duration.ofMinutes(2));
        assertThat(holding.of(sealed)).isEmpty();

        destruction(end.plus(Duration.ofDays(KeyDestruction.CATCH_UP_DAYS - 1))).ofOldDays();
        destruction(end).ofOldDays();
        assertThat(dynamo.items(TABLE)).isEmpty();
        assertThat(new DayKeys(dynamo.client(), TABLE, "room", wrapping, at(NOON)).of(sealed))
                .isEmpty();
        assertThat(new DayKeys(dynamo.client(), TABLE, "room", wrapping, at(NOON)).of(next))
                .isEmpty();
    }

    @Test
    @DisplayName("who destroys keys leaves alone those of today, of other rooms and of subjects")
    void spared() {
        new DayKeys(dynamo.client(), TABLE, "other", wrapping, at(NOON)).today();
        new DayKeys(dynamo.client(), TABLE, "room", wrapping, at(NOON.plus(Duration.ofDays(2)))).today();
        storedSubject(new SubjectKeys(dynamo.client(), TABLE, "room", wrapping, at(NOON)));
        var before = dynamo.items(TABLE);

        destruction(NOON.plus(Duration.ofDays(2))).ofOldDays();

        assertThat(dynamo.items(TABLE)).isEqualTo(before);
    }

    @Test
    @DisplayName("a wrapped key that was moved to another subject, another day or another room doesn't open there")
    void bound() {
        SubjectKeys keys = new SubjectKeys(dynamo.client(), TABLE, "room", wrapping, at(NOON));
        SubjectId owner = storedSubject(keys);
        SubjectId thief = SubjectId.random(RANDOM);
        copy("room#SUBJECT#" + owner.value(), "room#SUBJECT#" + thief.value());
        copy("room#SUBJECT#" + owner.value(), "other#SUBJECT#" + owner.value());
        DayKeys days = new DayKeys(dynamo.client(), TABLE, "room", wrapping, at(NOON));
        days.today();
        copy("room#DAY#2026-11-23", "room#DAY#2026-11-24");

        SubjectKeys otherRoom = new SubjectKeys(dynamo.client(), TABLE, "other", wrapping, at(NOON));
        DayKeys tomorrow = new DayKeys(dynamo.client(), TABLE, "room", wrapping, at(NOON.plus(Duration.ofDays(1))));
        assertThat(keys.of(owner)).isPresent();
        assertThatThrownBy(() -> keys.of(thief)).isInstanceOf(InvalidCiphertextException.class);
        assertThatThrownBy(() -> otherRoom.of(owner)).isInstanceOf(InvalidCiphertextException.class);
        assertThatThrownBy(tomorrow::today).isInstanceOf(InvalidCiphertextException.class);
    }

    private static SubjectId storedSubject(SubjectKeys keys) {
        SubjectId subject = SubjectId.random(RANDOM);
        store(keys.create(subject));
        return subject;
    }

    private static void store(SubjectKeys.NewKey key) {
        dynamo.client().transactWriteItems(write -> write.transactItems(key.put()));
    }

    private static void destroy(SubjectId subject) {
        destruction(NOON).of(subject);
    }

    private static KeyDestruction destruction(Instant now) {
        return new KeyDestruction(dynamo.client(), TABLE, "room", at(now));
    }

    private static void copy(String from, String to) {
        Map<String, AttributeValue> item = new HashMap<>(dynamo.client()
                .getItem(get -> get.tableName(TABLE).key(SubjectKeysTable.keyOf(from, 1)))
                .item());
        item.putAll(SubjectKeysTable.keyOf(to, 1));
        dynamo.client().putItem(put -> put.tableName(TABLE).item(item));
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
