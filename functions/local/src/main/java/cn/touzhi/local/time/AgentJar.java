package cn.touzhi.local.time;

import cn.touzhi.local.StartException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The agent's jar, as the build of this module leaves it. */
public final class AgentJar {
    private static final String FILE = "target/local-1-agent.jar";

    private AgentJar() {}

    /**
     * @param module the folder of this module
     * @throws StartException if it has not been built
     */
    public static Path of(Path module) {
        Path jar = module.resolve(FILE).toAbsolutePath();
        if (Files.notExists(jar)) {
            throw new StartException("%s is not there; mvn package makes it.".formatted(jar));
        }
        return jar;
    }
}
