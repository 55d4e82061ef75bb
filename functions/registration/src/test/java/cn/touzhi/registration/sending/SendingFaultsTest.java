package cn.touzhi.registration.sending;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.InMemoryKms;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.messaging.Outcome;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.SendState;
import cn.touzhi.registration.verification.VerificationId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;

/** Every call to the table goes wrong once, in every way, for every outcome; then the queue brings the order again. */
@DisplayName("Whatever fails while a code is sent")
class SendingFaultsTest {
    private static final Outcome ACCEPTED = new Outcome.Accepted("id");
    private static final int MOST_CALLS = 5;
    private static final int DELIVERIES = 40;

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(SendingWorld.TABLE, SendingWorld.KEYS);

    record Run(Channel channel, List<Outcome> outcomes, int call, FaultyDynamo.Fault fault) {}

    static Stream<Run> runs() {
        List<List<Outcome>> outcomes = List.of(
                List.of(ACCEPTED),
                List.of(new Outcome.Refused()),
                List.of(new Outcome.Unknown(), ACCEPTED),
                List.of(new Outcome.TryLater(Outcome.Cause.THROTTLED), ACCEPTED),
                List.of(new Outcome.TryLater(Outcome.Cause.DOWN), new Outcome.Refused()));
        List<Run> runs = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            for (List<Outcome> answers : outcomes) {
                for (int call = 1; call <= MOST_CALLS; call++) {
                    for (FaultyDynamo.Fault fault : FaultyDynamo.Fault.values()) {
                        runs.add(new Run(channel, answers, call, fault));
                    }
                }
            }
        }
        return runs.stream();
    }

    @ParameterizedTest
    @MethodSource("runs")
    @DisplayName("the order is decided in the end, and no text message goes out twice (R23)")
    void sweep(Run run) {
        SendingWorld world = new SendingWorld(dynamo);
        VerificationId id = world.aCodeBy(run.channel());
        world.order(id, 1);
        world.senders.answer(run.outcomes().toArray(Outcome[]::new));
        world.faults.fail(run.call(), run.fault());

        for (int i = 0; i < DELIVERIES && !world.queue.left().isEmpty(); i++) {
            world.deliverAndDie();
            world.clock.advance(Claims.LONGEST_TRY);
        }

        assertThat(world.queue.left()).as("orders left").isEmpty();
        assertThat(world.state(id)).isNotEqualTo(SendState.SENDING);
        assertThat(world.verification(id).orElseThrow().code()).isEmpty();
        if (run.channel() == Channel.SMS) {
            assertThat(world.senders.perhapsOut()).isLessThanOrEqualTo(1);
        }
        if (world.state(id) == SendState.UNDELIVERABLE) {
            assertThat(world.senders.perhapsOut()).isZero();
            // refused by the provider, or never got off
            boolean refused = world.verification(id).orElseThrow().claim().isPresent();
            assertThat(world.counted()).hasSize(refused ? 1 : 0);
        } else {
            assertThat(world.counted()).hasSize(1);
        }
        if (world.senders.perhapsOut() > 0) {
            assertThat(world.state(id)).isEqualTo(SendState.SENT);
        }
    }

    @Test
    @DisplayName("a code that its block doesn't let out gives its allowance back in the end, if it was decided so")
    void blocked() {
        SendingWorld world = new SendingWorld(dynamo);
        IntStream.range(0, SendingWorld.SPEND.perBlock()).forEach(i -> world.order(world.aCodeBy(Channel.SMS), 1));
        world.deliver();
        int sent = world.senders.perhapsOut();

        for (FaultyDynamo.Fault fault : FaultyDynamo.Fault.values()) {
            for (int call = 1; call <= 5; call++) {
                VerificationId id = world.aCodeBy(Channel.SMS);
                world.order(id, 1);
                world.faults.fail(call, fault);
                for (int i = 0; i < DELIVERIES && !world.queue.left().isEmpty(); i++) {
                    world.deliverAndDie();
                    world.clock.advance(Claims.LONGEST_TRY);
                }

                assertThat(world.state(id)).isNotEqualTo(SendState.SENDING);
                assertThat(world.counted().contains(id.value() + " 1"))
                        .as("%s at call %d", fault, call)
                        .isEqualTo(world.state(id) == SendState.SENT);
            }
        }
        assertThat(world.senders.perhapsOut()).isEqualTo(sent);
    }

    @Test
    @DisplayName("a code whose key can't be had yet goes out when it can")
    void kms() {
        InMemoryKms kms = new InMemoryKms();
        boolean[] down = {false};
        KmsClient failing = (KmsClient) Proxy.newProxyInstance(
                KmsClient.class.getClassLoader(), new Class<?>[] {KmsClient.class}, (proxy, method, arguments) -> {
                    if (down[0]) {
                        throw KmsException.builder()
                                .statusCode(400)
                                .message("KMSThrottling")
                                .build();
                    }
                    try {
                        return method.invoke(kms, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
        SendingWorld world = new SendingWorld(dynamo, failing);
        VerificationId id = world.aCodeBy(Channel.SMS);
        world.order(id, 1);
        // past the time that a key is kept in clear
        world.clock.advance(Duration.ofMinutes(6));
        down[0] = true;

        world.deliver();
        assertThat(world.queue.left()).hasSize(1);
        assertThat(world.verification(id).orElseThrow().claim()).isEmpty();

        down[0] = false;
        world.deliver();
        assertThat(world.senders.texts()).hasSize(1);
        assertThat(world.state(id)).isEqualTo(SendState.SENT);
    }
}
