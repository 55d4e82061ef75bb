package cn.touzhi.registration.account;

import static cn.touzhi.registration.account.Owner.EMAIL;
import static cn.touzhi.registration.account.Owner.PHONE;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.registration.session.World;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkException;

@DisplayName("Whichever call fails, before or after its effect, repeating it comes to the same:")
class IdentitySweepTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE, World.KEYS);

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("the change is made once, whole, and told once")
    void sweep(Flow flow) {
        List<String> expected = undisturbed(flow);
        for (boolean effect : new boolean[] {false, true}) {
            boolean failed = true;
            for (int call = 0; failed; call++) {
                World world = new World(dynamo);
                Supplier<Object> work = flow.prepared(world);
                world.faults().failAfter(call, effect);
                try {
                    var unused = work.get();
                } catch (SdkException announced) {
                    // what the client sees as 503, and repeats
                }
                failed = world.faults().heal();
                assertThat(work.get().toString())
                        .as("%s, call %d, effect %s", flow, call, effect)
                        .startsWith(flow.done);
                assertThat(kinds())
                        .as("%s, call %d, effect %s", flow, call, effect)
                        .isEqualTo(expected);
            }
        }
    }

    private List<String> undisturbed(Flow flow) {
        assertThat(flow.prepared(new World(dynamo)).get().toString()).startsWith(flow.done);
        return kinds();
    }

    /** What lies in the table, by kind, with what changes of it by these flows. */
    private static List<String> kinds() {
        return dynamo.items(World.TABLE).stream()
                .filter(item -> !item.get("pk").s().startsWith("VERIFICATION"))
                .map(item -> item.get("pk").s().replaceAll("#.*", "") + "/"
                        + item.get("sk").s().replaceAll("#.*", "")
                        + " removed:" + item.containsKey("removedAt")
                        + " state:" + item.get("state")
                        + " identities:" + item.get("identities")
                        + " kind:" + item.get("kind"))
                .sorted()
                .toList();
    }

    private enum Flow {
        ADD("Done", (world, owner) -> {
            owner.stepsUp(Channel.SMS, PHONE);
            Proof proof = world.aProof(Channel.EMAIL, "new@example.com", Purpose.IDENTITY);
            return () -> world.desk().additions.add(owner.caller(), proof, false);
        }),
        REMOVE("Done", (world, owner) -> {
            owner.stepsUp(Channel.SMS, PHONE);
            return () -> owner.removes(Channel.EMAIL, EMAIL);
        }),
        RESTORE("Done", (world, owner) -> {
            owner.stepsUp(Channel.SMS, PHONE).removes(Channel.EMAIL, EMAIL);
            Proof proof = world.aProof(Channel.EMAIL, EMAIL, Purpose.CONFIRM);
            return () -> world.desk().restorations.restore(proof);
        }),
        FREEZE("Frozen", (world, owner) -> {
            Proof proof = world.aProof(Channel.EMAIL, EMAIL, Purpose.CONFIRM);
            return () -> world.desk().freezes.freeze(proof);
        }),
        UNFREEZE("Unfrozen", (world, owner) -> {
            owner.freezes(Channel.EMAIL, EMAIL);
            Proof first = world.aProof(Channel.EMAIL, EMAIL, Purpose.CONFIRM);
            Proof second = world.aProof(Channel.SMS, PHONE, Purpose.CONFIRM);
            return () -> world.desk().unfreezes.unfreeze(first, second);
        });

        private final String done;
        private final BiFunction<World, Owner, Supplier<Object>> prepare;

        Flow(String done, BiFunction<World, Owner, Supplier<Object>> prepare) {
            this.done = done;
            this.prepare = prepare;
        }

        Supplier<Object> prepared(World world) {
            return prepare.apply(world, Owner.withPhoneAndEmail(world));
        }
    }
}
