package cn.touzhi.registration.sending;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.WriteUnits;
import cn.touzhi.messaging.EmailMessage;
import cn.touzhi.messaging.Outcome;
import cn.touzhi.messaging.SmsMessage;
import cn.touzhi.registration.verification.Allowance;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.SendState;
import cn.touzhi.registration.verification.VerificationId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkRequest;

@DisplayName("A code that was asked for")
class SendingHandlerTest {
    private static final Outcome ACCEPTED = new Outcome.Accepted("id");
    private static final Outcome REFUSED = new Outcome.Refused();
    private static final Outcome UNKNOWN = new Outcome.Unknown();
    private static final Outcome THROTTLED = new Outcome.TryLater(Outcome.Cause.THROTTLED);

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(SendingWorld.TABLE, SendingWorld.KEYS);

    private SendingWorld world;

    @BeforeEach
    void aWorld() {
        world = new SendingWorld(dynamo);
    }

    @Test
    @DisplayName("goes out as a text message, and is dropped from the table")
    void sms() {
        VerificationId id = ordered(Channel.SMS);

        world.deliver();

        assertThat(world.senders.texts()).extracting(SmsMessage::to).containsExactly(SendingWorld.NUMBER);
        assertThat(world.senders.texts().getFirst().text()).contains(SendingWorld.CODE);
        assertDecided(id, SendState.SENT);
        assertThat(world.counted()).containsExactly(id.value() + " 1");
        assertThat(world.queue.left()).isEmpty();
    }

    @Test
    @DisplayName("goes out as an e-mail likewise")
    void email() {
        VerificationId id = ordered(Channel.EMAIL);

        world.deliver();

        assertThat(world.senders.emails()).extracting(EmailMessage::to).containsExactly(SendingWorld.EMAIL);
        assertThat(world.senders.emails().getFirst().text()).contains(SendingWorld.CODE);
        assertDecided(id, SendState.SENT);
    }

    @Test
    @DisplayName("costs four round trips, its block counted before its country, and four write units")
    void budget() {
        ordered(Channel.SMS);

        List<SdkRequest> requests = dynamo.requestsOf(world::deliver);

        // one after the other: what a full block refuses must take nothing from the country
        assertThat(requests).hasSize(4);
        assertThat(WriteUnits.of(requests)).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    @DisplayName("goes out once, however often it is ordered")
    void duplicates(Channel channel) {
        VerificationId id = ordered(channel);
        world.order(id, 1);
        world.order(id, 1);

        world.deliver();
        world.order(id, 1);
        world.deliver();

        assertThat(world.senders.perhapsOut()).isEqualTo(1);
        assertThat(world.queue.left()).isEmpty();
    }

    @Test
    @DisplayName("goes out in its newest form alone, whatever the order of the orders")
    void reordered() {
        VerificationId id = world.aCodeBy(Channel.SMS);
        world.askAgain(id, 2);
        world.order(id, 2);
        world.order(id, 1);

        world.deliver();

        assertThat(world.senders.texts()).hasSize(1);
        assertThat(world.verification(id).orElseThrow().number()).isEqualTo(2);
        assertThat(world.queue.left()).isEmpty();
    }

    @Test
    @DisplayName("leaves the newer one alone that was asked for while it was on its way")
    void replacedMeanwhile() {
        VerificationId id = ordered(Channel.SMS);
        world.senders.meanwhile(() -> world.askAgain(id, 2));

        world.deliver();

        assertThat(world.state(id)).isEqualTo(SendState.SENDING);
        assertThat(world.verification(id).orElseThrow().code()).isPresent();
    }

    @Test
    @DisplayName("doesn't come back when its verification was deleted while it was on its way")
    void deletedMeanwhile() {
        VerificationId id = ordered(Channel.SMS);
        world.senders.meanwhile(() -> world.deleted(id));

        world.deliver();

        assertThat(world.verification(id)).isEmpty();
        assertThat(world.queue.left()).isEmpty();
    }

    @Test
    @DisplayName("is not sent, and its order goes, when its verification is gone")
    void missing() {
        VerificationId id = ordered(Channel.SMS);
        world.deleted(id);

        world.deliver();

        assertThat(world.senders.perhapsOut()).isZero();
        assertThat(world.verification(id)).isEmpty();
        assertThat(world.queue.left()).isEmpty();
        assertThat(world.log).anyMatch(line -> line.contains("MISSING"));
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    @DisplayName("is undeliverable when the provider refuses it, which costs its allowance (R16)")
    void refused(Channel channel) {
        VerificationId other = world.aCodeBy(channel);
        VerificationId id = ordered(channel);
        VerificationId newer = world.aCodeBy(channel);
        world.senders.answer(REFUSED);

        world.deliver();

        assertDecided(id, SendState.UNDELIVERABLE);
        assertThat(world.counted()).containsExactly(newer.value() + " 1", id.value() + " 1", other.value() + " 1");
        assertThat(world.queue.left()).isEmpty();
    }

    @Test
    @DisplayName("is refused once, and costs its allowance still, however often it is ordered")
    void refusedTwice() {
        VerificationId id = ordered(Channel.SMS);
        world.senders.answer(REFUSED);
        world.deliver();
        world.order(id, 1);

        world.deliver();

        assertThat(world.counted()).containsExactly(id.value() + " 1");
        assertThat(world.senders.texts()).hasSize(1);
    }

    @Test
    @DisplayName("gives its allowance back once when it came too late, however often it is ordered")
    void lateTwice() {
        VerificationId id = ordered(Channel.SMS);
        VerificationId other = world.aCodeBy(Channel.SMS);
        world.clock.advance(Duration.ofMinutes(10));
        world.deliver();
        world.order(id, 1);

        world.deliver();

        assertThat(world.counted()).containsExactly(other.value() + " 1");
    }

    @Test
    @DisplayName("keeps its allowance when it came too late but was guessed at: guesses have no other limit in a day")
    void lateAndGuessed() {
        VerificationId id = ordered(Channel.SMS);
        world.guessedAt(id);
        world.clock.advance(Duration.ofMinutes(10));

        world.deliver();
        world.order(id, 1);
        world.deliver();

        assertDecided(id, SendState.UNDELIVERABLE);
        assertThat(world.counted()).containsExactly(id.value() + " 1");
    }

    @Test
    @DisplayName("gives back nothing of an earlier verification under the same Idempotency-Key, which has the same id")
    void lateInAnotherLife() {
        VerificationId id = world.aCodeBy(Channel.SMS);
        world.clock.advance(Duration.ofMinutes(30));
        world.askAgain(id, 1);
        world.order(id, 1);
        world.clock.advance(Duration.ofMinutes(10));

        world.deliver();
        world.order(id, 1);
        world.deliver();

        assertThat(world.counted()).containsExactly(id.value() + " 1");
    }

    @Test
    @DisplayName("is left alone when it was used before any try could send it")
    void usedUnsent() {
        VerificationId id = ordered(Channel.SMS);
        world.used(id);

        world.deliver();

        assertThat(world.senders.perhapsOut()).isZero();
        assertThat(world.state(id)).isEqualTo(SendState.SENDING);
        assertThat(world.counted()).containsExactly(id.value() + " 1");
        assertThat(world.queue.left()).isEmpty();
    }

    @Test
    @DisplayName("counts as sent when nobody knows whether the text message went out, and is not sent again")
    void unknownSms() {
        VerificationId id = ordered(Channel.SMS);
        world.senders.answer(UNKNOWN, ACCEPTED);

        world.deliver();
        world.order(id, 1);
        world.deliver();

        assertThat(world.senders.texts()).hasSize(1);
        assertDecided(id, SendState.SENT);
        assertThat(world.counted()).containsExactly(id.value() + " 1");
        assertThat(world.queue.left()).isEmpty();
    }

    @Test
    @DisplayName("is e-mailed again after a while when nobody knows whether it went out")
    void unknownEmail() {
        VerificationId id = ordered(Channel.EMAIL);
        world.senders.answer(UNKNOWN, ACCEPTED);

        world.deliver();
        assertThat(world.state(id)).isEqualTo(SendState.SENDING);
        assertThat(world.queue.left()).hasSize(1);
        world.deliver();
        assertThat(world.senders.emails()).hasSize(1);

        world.clock.advance(Claims.LONGEST_TRY);
        world.deliver();
        assertThat(world.senders.emails()).hasSize(2);
        assertDecided(id, SendState.SENT);
        assertThat(world.queue.left()).isEmpty();
    }

    @Test
    @DisplayName("counts as sent when an e-mail's fate is unknown until the code's end")
    void unknownEmailToTheEnd() {
        VerificationId id = ordered(Channel.EMAIL);
        world.senders.answer(UNKNOWN);
        world.deliver();

        world.clock.advance(Duration.ofMinutes(11));
        world.deliver();

        assertDecided(id, SendState.SENT);
        assertThat(world.queue.left()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Outcome.Cause.class)
    @DisplayName("is tried again, with growing pauses, while the provider can't")
    void later(Outcome.Cause cause) {
        VerificationId id = ordered(Channel.SMS);
        Outcome later = new Outcome.TryLater(cause);
        world.senders.answer(later, later, later, later, ACCEPTED);

        for (int i = 0; i < 4; i++) {
            world.deliver();
            assertThat(world.queue.left()).hasSize(1);
            assertThat(world.state(id)).isEqualTo(SendState.SENDING);
            world.clock.advance(Duration.ofSeconds(world.queue.hidden().get("m1")));
        }
        assertThat(world.queue.hidden().get("m1")).isBetween(6, 8);
        world.deliver();

        assertDecided(id, SendState.SENT);
        assertThat(world.senders.perhapsOut()).isEqualTo(1);
        assertThat(world.log.stream().anyMatch(line -> line.contains("\"SenderNotPermitted\":1")))
                .isEqualTo(cause == Outcome.Cause.NOT_PERMITTED);
    }

    @Test
    @DisplayName("is undeliverable when the provider couldn't until the code's end, and its allowance comes back")
    void tooLate() {
        VerificationId id = ordered(Channel.SMS);
        world.senders.answer(THROTTLED);
        world.deliver();
        world.clock.advance(Duration.ofMinutes(10));

        world.deliver();

        assertThat(world.senders.texts()).hasSize(1);
        assertDecided(id, SendState.UNDELIVERABLE);
        assertThat(world.counted()).isEmpty();
        assertThat(world.queue.left()).isEmpty();
    }

    @Test
    @DisplayName("is undeliverable when its order comes after its end")
    void late() {
        VerificationId id = ordered(Channel.SMS);
        world.clock.advance(Duration.ofMinutes(10));

        world.deliver();

        assertThat(world.senders.texts()).isEmpty();
        assertDecided(id, SendState.UNDELIVERABLE);
        assertThat(world.counted()).isEmpty();
    }

    @Test
    @DisplayName("is left to the try that is at it")
    void busy() {
        VerificationId id = ordered(Channel.SMS);
        world.claimedByAnother(id);
        world.clock.advance(Claims.LONGEST_TRY.minusSeconds(1));

        world.deliver();

        assertThat(world.senders.texts()).isEmpty();
        assertThat(world.state(id)).isEqualTo(SendState.SENDING);
        assertThat(world.queue.left()).hasSize(1);
    }

    @Test
    @DisplayName("counts as sent when the try that had claimed the text message is dead")
    void orphanedSms() {
        VerificationId id = ordered(Channel.SMS);
        world.claimedByAnother(id);
        world.clock.advance(Claims.LONGEST_TRY);

        world.deliver();

        assertThat(world.senders.texts()).isEmpty();
        assertDecided(id, SendState.SENT);
        assertThat(world.counted()).containsExactly(id.value() + " 1");
        assertThat(world.queue.left()).isEmpty();
    }

    @Test
    @DisplayName("is e-mailed by the next try when the one that had claimed it is dead")
    void orphanedEmail() {
        VerificationId id = ordered(Channel.EMAIL);
        world.claimedByAnother(id);
        world.clock.advance(Claims.LONGEST_TRY);

        world.deliver();

        assertThat(world.senders.emails()).hasSize(1);
        assertDecided(id, SendState.SENT);
    }

    @Test
    @DisplayName("is dropped from the table when it was used before its sending was recorded")
    void usedEarly() {
        VerificationId id = ordered(Channel.SMS);
        world.claimedByAnother(id);
        world.used(id);
        world.clock.advance(Claims.LONGEST_TRY);

        world.deliver();

        assertThat(world.senders.texts()).isEmpty();
        assertDecided(id, SendState.SENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "not json",
                "{\"specversion\":\"1.0\",\"id\":\"one\",\"source\":\"cn.touzhi.registration\",\"type\":\"cn.touzhi.registration.CodeRequested.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"one\",\"source\":\"cn.touzhi.registration\",\"type\":\"cn.touzhi.registration.CodeRequested.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":{\"verification\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"number\":\"0\"}}",
                "{\"specversion\":\"1.0\",\"id\":\"one\",\"source\":\"cn.touzhi.registration\",\"type\":\"cn.touzhi.registration.CodeRequested.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":{\"verification\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"number\":\"99999999999\"}}",
                "{\"specversion\":\"1.0\",\"id\":\"one\",\"source\":\"cn.touzhi.registration\",\"type\":\"cn.touzhi.registration.CodeRequested.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":{\"verification\":\"ACCOUNT#a\",\"number\":\"1\"}}",
                "{\"specversion\":\"1.0\",\"id\":\"one\",\"source\":\"cn.touzhi.jobs\",\"type\":\"cn.touzhi.registration.CodeRequested.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":{\"verification\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"number\":\"1\"}}",
            })
    @DisplayName("goes out although poison came with it, which stays for the dead letters")
    void poison(String body) {
        world.queue.add(body);
        VerificationId id = ordered(Channel.SMS);
        world.queue.add(body);

        world.deliver();

        assertDecided(id, SendState.SENT);
        assertThat(world.queue.left()).containsExactly("m1", "m3");
    }

    @Test
    @DisplayName("is not sent for another room's event, which is dropped")
    void foreign() {
        world.queue.add("{\"specversion\":\"1.0\",\"id\":\"one\",\"source\":\"cn.touzhi.jobs\","
                + "\"type\":\"cn.touzhi.jobs.JobPosted.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":{}}");

        world.deliver();

        assertThat(world.queue.left()).isEmpty();
        assertThat(world.log).anyMatch(line -> line.contains("\"EventForeign\":1"));
    }

    @Test
    @DisplayName("stands in no log, nor does its address or its verification")
    void silent() {
        VerificationId id = ordered(Channel.SMS);
        VerificationId refused = ordered(Channel.EMAIL);
        world.senders.answer(ACCEPTED, REFUSED);

        world.deliver();

        assertThat(world.log).isNotEmpty();
        assertThat(String.join("", world.log))
                .doesNotContain(SendingWorld.CODE)
                .doesNotContain("13800138000")
                .doesNotContain(SendingWorld.EMAIL)
                .doesNotContain(SendingWorld.ADDRESS_DIGEST)
                .doesNotContain(id.value())
                .doesNotContain(refused.value());
    }

    @Test
    @DisplayName(
            "is blocked from the twenty-first to its block of numbers in an hour on, where twenty may go, which costs no"
                    + " allowance, lets known devices be and looks like any that can't be delivered (R16, R19)")
    void blocked() {
        List<VerificationId> ids =
                Stream.generate(() -> ordered(Channel.SMS)).limit(21).toList();
        VerificationId known = world.aCodeBy(Channel.SMS, Allowance.KNOWN);
        VerificationId email = ordered(Channel.EMAIL);
        world.order(known, 1);

        world.deliver();

        assertThat(world.senders.texts()).hasSize(21);
        assertThat(world.senders.emails()).hasSize(1);
        assertDecided(ids.getLast(), SendState.UNDELIVERABLE);
        assertDecided(known, SendState.SENT);
        assertDecided(email, SendState.SENT);
        assertThat(world.counted()).hasSize(21).doesNotContain(ids.getLast().value() + " 1");
        assertThat(world.log).anyMatch(line -> line.contains("\"code-blocked\""));
        assertThat(world.log).anyMatch(line -> line.contains("\"SmsBlocked\":1"));
        world.order(ids.getLast(), 1);
        world.deliver();
        assertThat(world.senders.texts()).hasSize(21);
        assertThat(world.counted()).hasSize(21).doesNotContain(ids.getLast().value() + " 1");

        world.clock.advance(Duration.ofHours(1));
        ordered(Channel.SMS);
        world.deliver();
        assertThat(world.senders.texts()).hasSize(22);
    }

    @Test
    @DisplayName(
            "is blocked at the cost of its allowance where it was guessed at: guesses have no other limit in a day")
    void blockedAndGuessed() {
        IntStream.range(0, 20).forEach(i -> ordered(Channel.SMS));
        world.deliver();
        VerificationId id = ordered(Channel.SMS);
        world.guessedAt(id);

        world.deliver();
        world.order(id, 1);
        world.deliver();

        assertDecided(id, SendState.UNDELIVERABLE);
        assertThat(world.counted()).contains(id.value() + " 1");
    }

    @Test
    @DisplayName(
            "is counted once at its block though its provider puts it off, and not at all there for a known device")
    void countedOnce() {
        ordered(Channel.SMS);
        world.senders.answer(THROTTLED, THROTTLED, ACCEPTED);

        IntStream.range(0, 3).forEach(i -> world.deliver());

        assertThat(world.senders.perhapsOut()).isEqualTo(1);
        assertThat(world.sentToBlock()).isEqualTo(1);
        world.order(world.aCodeBy(Channel.SMS, Allowance.KNOWN), 1);
        world.deliver();
        assertThat(world.sentToBlock()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    @DisplayName("waits where a limit can't be counted, and goes out when it can (R27)")
    void uncounted(int call) {
        VerificationId id = ordered(Channel.SMS);
        world.faults.fail(call, FaultyDynamo.Fault.REFUSED);

        world.deliver();

        assertThat(world.senders.texts()).isEmpty();
        assertThat(world.verification(id).orElseThrow().claim()).isEmpty();
        assertThat(world.log).anyMatch(line -> line.contains("\"LimiterUnreadable\":1"));
        world.deliver();
        assertDecided(id, SendState.SENT);
    }

    private VerificationId ordered(Channel channel) {
        VerificationId id = world.aCodeBy(channel);
        world.order(id, 1);
        return id;
    }

    private void assertDecided(VerificationId id, SendState state) {
        assertThat(world.state(id)).isEqualTo(state);
        assertThat(world.verification(id).orElseThrow().code()).isEmpty();
    }
}
