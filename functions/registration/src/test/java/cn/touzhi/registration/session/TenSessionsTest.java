package cn.touzhi.registration.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.registration.verification.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Ten sessions at most are open on an account:")
class TenSessionsTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE, World.KEYS);

    private World world;
    private final List<Session> opened = new ArrayList<>();

    @BeforeEach
    void tenAreOpen() {
        world = new World(dynamo);
        opened.add(world.aSession(world.aDevice()));
        while (opened.size() < 10) {
            world.clock.advance(Duration.ofMinutes(1));
            opened.add(signIn());
        }
        assertThat(opened).allMatch(world::goesOn);
    }

    @Test
    @DisplayName("the eleventh ends the one that was used longest ago, and the other rooms are told")
    void eleventh() {
        Session eleventh = signIn();

        assertThat(world.goesOn(eleventh)).isTrue();
        assertThat(world.sessionNow(opened.getFirst()).endReason()).contains(EndReason.TOO_MANY);
        assertThat(opened.subList(1, 10)).allMatch(world::goesOn);
        assertThat(World.endings(dynamo).toString())
                .contains(opened.getFirst().id().value());
    }

    @Test
    @DisplayName("also when five more come at once")
    void atOnce() throws Exception {
        List<Callable<SignIn>> more = IntStream.range(0, 5)
                .<Callable<SignIn>>mapToObj(
                        n -> () -> world.signsIn(Channel.SMS, World.PHONE, world.aDevice(), SecondCheck.NONE))
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var outcome : threads.invokeAll(more)) {
                if (outcome.get() instanceof SignIn.SignedIn(Session session)) {
                    opened.add(session);
                }
            }
        }

        assertThat(opened).hasSizeGreaterThan(10).filteredOn(world::goesOn).hasSize(10);
    }

    private Session signIn() {
        return ((SignIn.SignedIn) world.signsIn(Channel.SMS, World.PHONE, world.aDevice(), SecondCheck.NONE)).session();
    }
}
