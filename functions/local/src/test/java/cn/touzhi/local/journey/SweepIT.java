package cn.touzhi.local.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Each call to AWS of each flow, failing in each way. {@code mvn verify} tries those flows first that everything else
 * stands on; {@code mvn verify -Psweep} tries all, in every way; {@code -Dsweep=flow,flow} all of some; {@code
 * -Dsweep=flow/function:call:kind} repeats one trial.
 */
@ExtendWith(RunningCloud.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Whichever call to AWS fails, in whichever way,")
class SweepIT {
    private final World world;
    private final Flows flows;
    private final WorkFlows workFlows;
    private final HiringFlows hiringFlows;
    private final Sweep.Figures figures = new Sweep.Figures();
    private Instant begun = Instant.MAX;

    SweepIT(World world, Privacy privacy, Deployer deployer) {
        this.world = world.withDyingFunctions();
        this.flows = new Flows(privacy, deployer);
        this.workFlows = new WorkFlows(privacy, deployer);
        this.hiringFlows = new HiringFlows(deployer);
    }

    @BeforeAll
    void begin() {
        begun = Instant.now();
    }

    @AfterAll
    void tell() {
        System.out.printf(
                "sweep: %d calls failed, each was made good, in %d s%n",
                figures.trials(), Duration.between(begun, Instant.now()).toSeconds());
    }

    @TestFactory
    @DisplayName("what was asked for comes about once, and nothing is left half-done")
    Stream<DynamicNode> sweep() {
        Sweep sweep = new Sweep(world, figures);
        List<Flow> all = Stream.of(
                        flows.first(), workFlows.first(), flows.others(), workFlows.others(), hiringFlows.all())
                .flatMap(List::stream)
                .toList();
        if (all.stream().anyMatch(flow -> Sweep.isWhole(flow.name()))) {
            return all.stream()
                    .filter(flow -> Sweep.isWhole(flow.name()))
                    .flatMap(flow -> sweep.of(flow, function -> Failure.every()));
        }
        return Sweep.ONE.isEmpty()
                ? Stream.concat(flows.first().stream(), workFlows.first().stream())
                        .flatMap(flow -> sweep.of(flow, Failure::telling))
                : all.stream().flatMap(sweep::one);
    }
}
