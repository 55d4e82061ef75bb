package cn.touzhi.local;

import java.nio.file.Files;
import java.nio.file.Path;

/** The agent's jar, as the build of this module leaves it. */
final class AgentJar {
    private static final String FILE = "functions/local/target/local-1-agent.jar";

    private AgentJar() {}

    /** @throws StartException if it has not been built */
    static Path find(Path root) {
        Path jar = root.resolve(FILE).toAbsolutePath();
        if (Files.notExists(jar)) {
            throw new StartException("%s is not there; mvn package makes it.".formatted(jar));
        }
        return jar;
    }
}
