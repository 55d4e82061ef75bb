package cn.touzhi.registration.account;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.registration.session.Device;
import cn.touzhi.registration.session.World;
import cn.touzhi.registration.verification.Proof;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;

/** Each call of a flow fails once, before or after it took effect; then the client asks again, as it would. */
@DisplayName("Whichever call fails,")
class FaultSweepTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE, World.KEYS);

    private int swept;

    @ParameterizedTest(name = "the effect there: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("registering is whole or not begun, and done once when asked again")
    void registering(boolean effect) {
        boolean failed = true;
        for (int call = 0; failed; call++) {
            World world = new World(dynamo);
            Proof proof = world.aProof();
            Device device = world.aDevice();
            Supplier<Registered> register = () -> world.accounts().register(world.aRegistration(proof, device));

            failed = failingOnce(world, call, effect, register);
            Map<String, Long> after = kinds();
            assertThat(after).as("call %d", call).isIn(kindsOf(0, 0), kindsOf(1, 1));
            assertThat(register.get()).as("call %d", call).isInstanceOf(Registered.NewAccount.class);
            assertThat(kinds()).as("call %d", call).isEqualTo(kindsOf(1, 1));
        }
        assertThat(swept).isEqualTo(2);
    }

    @ParameterizedTest(name = "the effect there: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("signing in by registering opens one session when asked again")
    void signingIn(boolean effect) {
        boolean failed = true;
        for (int call = 0; failed; call++) {
            World world = new World(dynamo);
            world.aSession(world.aDevice());
            world.clock().advance(Duration.ofMinutes(1));
            Proof proof = world.aProof();
            Device device = world.aDevice();
            Supplier<Registered> register = () -> world.accounts().register(world.aRegistration(proof, device));

            failed = failingOnce(world, call, effect, register);
            assertThat(register.get()).as("call %d", call).isInstanceOf(Registered.SignedIn.class);
            assertThat(kinds()).as("call %d", call).isEqualTo(kindsOf(1, 2));
        }
        assertThat(swept).isEqualTo(3);
    }

    @ParameterizedTest(name = "the effect there: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("who is too young leaves nothing behind when asking again")
    void tooYoung(boolean effect) {
        boolean failed = true;
        for (int call = 0; failed; call++) {
            World world = new World(dynamo);
            Proof proof = world.aProof();
            Registration ofAge = world.aRegistration(proof, world.aDevice());
            Registration young = new Registration(
                    proof,
                    ofAge.device(),
                    LocalDate.parse("2015-01-01"),
                    ofAge.acceptedPolicy(),
                    ofAge.locale(),
                    ofAge.source(),
                    ofAge.second(),
                    ofAge.detach());

            failed = failingOnce(world, call, effect, () -> world.accounts().register(young));
            assertThat(world.accounts().register(young)).isEqualTo(new Registered.TooYoung());
            assertThat(dynamo.items(World.TABLE)).as("call %d", call).isEmpty();
        }
        // to forget what was never counted has no effect whose answer could be lost
        assertThat(swept).isEqualTo(effect ? 1 : 2);
    }

    /** Does {@code work} with its call number {@code call} failing; whether it has so many calls. */
    private boolean failingOnce(World world, int call, boolean effect, Supplier<?> work) {
        world.faults().failAfter(call, effect);
        try {
            var unused = work.get();
        } catch (SdkException announced) {
            swept++;
        }
        return world.faults().heal();
    }

    private static Map<String, Long> kinds() {
        List<String> kinds = dynamo.items(World.TABLE).stream()
                .map(item -> item.get("pk").s().replaceAll("#.*", "") + "/"
                        + item.get("sk").s().replaceAll("#.*", ""))
                .filter(kind -> !kind.startsWith("VERIFICATION"))
                .toList();
        long keys = dynamo.items(World.KEYS).stream()
                .filter(key -> key.get("pk").s().contains("#SUBJECT#"))
                .count();
        Map<String, Long> counted = kinds.stream().collect(Collectors.groupingBy(kind -> kind, Collectors.counting()));
        counted.put("keys", keys);
        return counted;
    }

    private static Map<String, Long> kindsOf(long accounts, long sessions) {
        return accounts == 0
                ? Map.of("keys", 0L)
                : Map.of(
                        "ACCOUNT/ACCOUNT", accounts,
                        "ACCOUNT/ACCEPTANCE", accounts,
                        "ACCOUNT/EVENT", sessions,
                        "ACCOUNT/IDENTITY", accounts,
                        "IDENTITY/IDENTITY", accounts,
                        "ACCOUNT/SESSION", sessions,
                        "keys", accounts);
    }
}
