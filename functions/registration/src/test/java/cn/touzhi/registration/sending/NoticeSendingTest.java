package cn.touzhi.registration.sending;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.WriteUnits;
import cn.touzhi.messaging.EmailMessage;
import cn.touzhi.messaging.Outcome;
import cn.touzhi.messaging.SmsMessage;
import cn.touzhi.registration.notice.NoticeId;
import cn.touzhi.registration.notice.NoticeKind;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.SendState;
import cn.touzhi.registration.verification.VerificationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkRequest;

@DisplayName("A notice of what happened to an account")
class NoticeSendingTest {
    private static final Outcome ACCEPTED = new Outcome.Accepted("id");
    private static final Outcome REFUSED = new Outcome.Refused();
    private static final Outcome UNKNOWN = new Outcome.Unknown();
    private static final Outcome DOWN = new Outcome.TryLater(Outcome.Cause.DOWN);
    private static final int DELIVERIES = 40;

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(SendingWorld.TABLE, SendingWorld.KEYS);

    private NoticeWorld world;
    private SendingWorld sending;

    @BeforeEach
    void aWorld() {
        world = new NoticeWorld(dynamo);
        sending = world.sending;
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    @DisplayName("goes out in two round trips and two write units, and its address is dropped from the table")
    void sent(Channel channel) {
        NoticeId id = world.ordered(NoticeKind.ACCOUNT_FROZEN, channel);

        List<SdkRequest> requests = dynamo.requestsOf(sending::deliver);

        if (channel == Channel.SMS) {
            assertThat(sending.senders.texts()).extracting(SmsMessage::to).containsExactly(SendingWorld.NUMBER);
            assertThat(sending.senders.texts().getFirst().text()).contains("账号已冻结");
        } else {
            assertThat(sending.senders.emails()).extracting(EmailMessage::to).containsExactly(SendingWorld.EMAIL);
            assertThat(sending.senders.emails().getFirst().subject()).contains("已冻结");
        }
        assertDecided(id, SendState.SENT);
        assertThat(requests).hasSize(2);
        assertThat(WriteUnits.of(requests)).isEqualTo(2);
        assertThat(counted("NoticeSent")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    @DisplayName("goes out once, however often it is ordered")
    void duplicates(Channel channel) {
        NoticeId id = world.ordered(NoticeKind.IDENTITY_ADDED, channel);
        world.orderAgain(id);
        sending.deliver();
        world.orderAgain(id);

        sending.deliver();

        assertThat(sending.senders.perhapsOut()).isEqualTo(1);
        assertThat(sending.queue.left()).isEmpty();
    }

    @Test
    @DisplayName("is undeliverable once the provider refuses it, and is not offered again")
    void refused() {
        NoticeId id = world.ordered(NoticeKind.IDENTITY_ADDED, Channel.SMS);
        sending.senders.answer(REFUSED, ACCEPTED);
        sending.deliver();
        world.orderAgain(id);

        sending.deliver();

        assertDecided(id, SendState.UNDELIVERABLE);
        assertThat(sending.senders.texts()).hasSize(1);
        assertThat(sending.queue.left()).isEmpty();
        assertThat(counted("NoticeUndeliverable")).isTrue();
    }

    @Test
    @DisplayName("waits for a provider that is down, and goes out when that is back, hours later")
    void later() {
        NoticeId id = world.ordered(NoticeKind.SESSION_OPENED, Channel.SMS);
        sending.senders.answer(DOWN, ACCEPTED);
        sending.deliver();
        assertThat(world.notice(id).orElseThrow().claim()).isEmpty();
        assertThat(sending.queue.left()).hasSize(1);
        sending.clock.advance(Duration.ofHours(23));

        sending.deliver();

        assertDecided(id, SendState.SENT);
        assertThat(sending.senders.perhapsOut()).isEqualTo(1);
    }

    @Test
    @DisplayName("is given up after a day, though time to live has not taken it yet")
    void late() {
        NoticeId id = world.ordered(NoticeKind.SESSION_OPENED, Channel.EMAIL);
        sending.clock.advance(Duration.ofHours(24));

        sending.deliver();
        world.orderAgain(id);
        sending.deliver();

        assertThat(sending.senders.emails()).isEmpty();
        assertDecided(id, SendState.UNDELIVERABLE);
        assertThat(sending.queue.left()).isEmpty();
    }

    @Test
    @DisplayName("does not come back when it is gone, and its order goes")
    void missing() {
        NoticeId id = world.ordered(NoticeKind.SESSION_OPENED, Channel.SMS);
        NoticeId goneMeanwhile = world.ordered(NoticeKind.SESSION_OPENED, Channel.SMS);
        world.deleted(id);
        sending.senders.meanwhile(() -> world.deleted(goneMeanwhile));

        sending.deliver();

        assertThat(sending.senders.texts()).hasSize(1);
        assertThat(world.notice(id)).isEmpty();
        assertThat(world.notice(goneMeanwhile)).isEmpty();
        assertThat(sending.queue.left()).isEmpty();
        assertThat(sending.log).anyMatch(line -> line.contains("notice-obsolete") && line.contains("MISSING"));
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    @DisplayName(
            "is left to the try that is at it; once that is dead a text message counts as sent, an e-mail goes out")
    void claimed(Channel channel) {
        NoticeId id = world.ordered(NoticeKind.IDENTITY_REMOVED, channel);
        world.claimedByAnother(id);
        sending.clock.advance(Claims.LONGEST_TRY.minusSeconds(1));
        sending.deliver();
        assertThat(sending.senders.perhapsOut()).isZero();
        assertThat(sending.queue.left()).hasSize(1);
        sending.clock.advance(Duration.ofSeconds(1));

        sending.deliver();

        assertThat(sending.senders.perhapsOut()).isEqualTo(channel == Channel.SMS ? 0 : 1);
        assertDecided(id, SendState.SENT);
        assertThat(sending.queue.left()).isEmpty();
    }

    @Test
    @DisplayName("goes to no other address than its own: one that was moved there does not open")
    void foreignAddress() {
        NoticeId id = world.ordered(NoticeKind.ACCOUNT_FROZEN, Channel.SMS);
        NoticeId other = world.ordered(NoticeKind.ACCOUNT_FROZEN, Channel.SMS);
        world.addressMoved(other, id);

        sending.deliver();

        assertThat(sending.senders.texts()).hasSize(1);
        assertThat(world.notice(id).orElseThrow().state()).isEqualTo(SendState.SENDING);
        assertThat(world.notice(id).orElseThrow().claim()).isEmpty();
        assertDecided(other, SendState.SENT);
        assertThat(sending.queue.left()).containsExactly("m1");
    }

    @Test
    @DisplayName("that was ordered by the version before, which didn't say whose it is, goes out too, once (F53)")
    void earlierVersion() {
        world.orderedEarlier(NoticeKind.ACCOUNT_FROZEN);

        sending.deliver();
        sending.deliver();

        assertThat(sending.senders.texts()).hasSize(1);
        assertThat(sending.queue.left()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"notice\":\"\"}",
                "{\"notice\":\"ACCOUNT#a\"}",
                "{\"verification\":\"AAAAAAAAAAAAAAAAAAAAAA\"}"
            })
    @DisplayName("goes out, and codes too, although poison came with them, which stays for the dead letters")
    void poison(String data) {
        VerificationId code = sending.aCodeBy(Channel.SMS);
        sending.queue.add("{\"specversion\":\"1.0\",\"id\":\"one\",\"source\":\"cn.touzhi.registration\","
                + "\"type\":\"cn.touzhi.registration.NoticeRequested.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":"
                + data + "}");
        NoticeId notice = world.ordered(NoticeKind.ACCOUNT_FROZEN, Channel.EMAIL);
        sending.order(code, 1);

        sending.deliver();

        assertThat(sending.state(code)).isEqualTo(SendState.SENT);
        assertDecided(notice, SendState.SENT);
        assertThat(sending.queue.left()).containsExactly("m1");
    }

    @Test
    @DisplayName("that fails keeps no code from going out, nor does a code that fails keep a notice")
    void mixed() {
        VerificationId code = sending.aCodeBy(Channel.SMS);
        NoticeId notice = world.ordered(NoticeKind.ACCOUNT_FROZEN, Channel.SMS);
        sending.order(code, 1);
        sending.senders.answer(DOWN, ACCEPTED, DOWN, ACCEPTED);

        sending.deliver();
        assertThat(world.notice(notice).orElseThrow().state()).isEqualTo(SendState.SENDING);
        assertThat(sending.state(code)).isEqualTo(SendState.SENT);
        assertThat(sending.queue.left()).containsExactly("m1");

        sending.order(sending.aCodeBy(Channel.SMS), 1);
        sending.clock.advance(Duration.ofMinutes(1));
        sending.deliver();
        sending.deliver();
        assertDecided(notice, SendState.SENT);
        assertThat(sending.senders.perhapsOut()).isEqualTo(3);
    }

    @Test
    @DisplayName("stands in no log, nor does its address")
    void silent() {
        NoticeId id = world.ordered(NoticeKind.IDENTITY_ADDED, Channel.SMS);
        NoticeId refused = world.ordered(NoticeKind.IDENTITY_ADDED, Channel.EMAIL);
        sending.senders.answer(ACCEPTED, REFUSED);

        sending.deliver();

        assertThat(String.join("", sending.log))
                .contains("notice-sent", "notice-undeliverable")
                .doesNotContain("13800138000")
                .doesNotContain(SendingWorld.EMAIL)
                .doesNotContain(id.value())
                .doesNotContain(refused.value());
    }

    record Run(Channel channel, List<Outcome> outcomes, int call, FaultyDynamo.Fault fault) {}

    /** The two calls of a try: its claim, and the record of what came of it; or that of giving the claim up. */
    static Stream<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            for (List<Outcome> outcomes :
                    List.of(List.of(ACCEPTED), List.of(UNKNOWN, ACCEPTED), List.of(DOWN, REFUSED))) {
                for (FaultyDynamo.Fault fault : FaultyDynamo.Fault.values()) {
                    runs.add(new Run(channel, outcomes, 1, fault));
                    runs.add(new Run(channel, outcomes, 2, fault));
                }
            }
        }
        return runs.stream();
    }

    @ParameterizedTest
    @MethodSource("runs")
    @DisplayName("is decided in the end, whatever fails, and no text message goes out twice")
    void faults(Run run) {
        NoticeId id = world.ordered(NoticeKind.SESSION_OPENED, run.channel());
        sending.senders.answer(run.outcomes().toArray(Outcome[]::new));
        sending.faults.fail(run.call(), run.fault());

        for (int i = 0; i < DELIVERIES && !sending.queue.left().isEmpty(); i++) {
            sending.deliverAndDie();
            sending.clock.advance(Claims.LONGEST_TRY);
        }

        assertThat(sending.faults.calls()).isGreaterThanOrEqualTo(run.call());
        assertThat(sending.queue.left()).as("orders left").isEmpty();
        SendState state = world.notice(id).orElseThrow().state();
        assertDecided(id, state);
        assertThat(state).isNotEqualTo(SendState.SENDING);
        if (run.channel() == Channel.SMS) {
            assertThat(sending.senders.perhapsOut()).isLessThanOrEqualTo(1);
        }
        if (state == SendState.UNDELIVERABLE) {
            assertThat(sending.senders.perhapsOut()).isZero();
        }
        if (state == SendState.SENT && run.channel() == Channel.EMAIL) {
            assertThat(sending.senders.perhapsOut()).isPositive();
        }
    }

    private void assertDecided(NoticeId id, SendState state) {
        assertThat(world.notice(id).orElseThrow().state()).isEqualTo(state);
        assertThat(world.notice(id).orElseThrow().address()).isEmpty();
    }

    private boolean counted(String metric) {
        return sending.log.stream().anyMatch(line -> line.contains("\"" + metric + "\":1"));
    }
}
