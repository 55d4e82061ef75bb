package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.local.LocalCloud;
import cn.touzhi.local.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One local cloud for all tests of a run, started by the first that needs it. */
final class RunningCloud implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(RunningCloud.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == World.class
                || type == Queue.class
                || type == Deployer.class
                || type == Table.class
                || type == Privacy.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Running.class, first -> new Running(), Running.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == Deployer.class) {
            return running.deployer();
        }
        if (type == Privacy.class) {
            return running.privacy();
        }
        if (type == Table.class) {
            return running.registrationTable();
        }
        return type == World.class ? running.world() : running.sendingQueue();
    }

    /** All visitors come from this machine, and many never read their codes. */
    private static final Map<String, String> NO_LIMIT_FOR_ONE_MACHINE =
            Map.of("ClientSendsFree", "300", "ClientSends", "3000", "BreakerUsedPercent", "0");

    /** JUnit closes it when the last test is over. */
    private static final class Running implements AutoCloseable {
        private final LocalCloud cloud =
                LocalCloud.start(Options.in(Path.of("../..").toAbsolutePath().normalize())
                        .withParameters(NO_LIMIT_FOR_ONE_MACHINE)
                        .withVisibility(Duration.ofSeconds(2)));

        /** The gateway gives the issuer a second and a half, and the first time on a busy machine that is too little. */
        Running() {
            world().await(() -> assertThat(world().http()
                            .get("/.well-known/jwks.json", Map.of())
                            .status())
                    .isEqualTo(200));
        }

        World world() {
            return new World(cloud.url());
        }

        Queue sendingQueue() {
            return new Queue(cloud.awsEndpoint(), "SendingQueue");
        }

        Deployer deployer() {
            return new Deployer(cloud.awsEndpoint());
        }

        Privacy privacy() {
            return new Privacy(cloud.awsEndpoint());
        }

        Table registrationTable() {
            return new Table(cloud.awsEndpoint(), "RegistrationTable");
        }

        @Override
        public void close() {
            cloud.close();
        }
    }
}
