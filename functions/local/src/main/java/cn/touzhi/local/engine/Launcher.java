package cn.touzhi.local.engine;

import cn.touzhi.local.engine.child.BucketMain;
import cn.touzhi.local.engine.child.Child;
import cn.touzhi.local.engine.child.DynamoMain;
import cn.touzhi.local.engine.child.QueueMain;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts Java programs that die with this process ({@link Child}).
 *
 * <p>Only the few classes of the package {@code child} go onto a program's class path: with all of this module beside
 * it, a program would meet other versions of its own libraries.
 */
public final class Launcher {
    private static final List<Class<?>> CLASSES =
            List.of(Child.class, DynamoMain.class, QueueMain.class, BucketMain.class);

    private final Path classes;

    /** @param folder where the launching classes are laid down */
    public Launcher(Path folder) {
        classes = folder.resolve("launcher");
        try {
            for (Class<?> type : CLASSES) {
                String name = type.getName().replace('.', '/') + ".class";
                Path file = classes.resolve(name);
                Files.createDirectories(file.getParent());
                try (InputStream bytes = type.getResourceAsStream("/" + name)) {
                    Files.write(file, bytes.readAllBytes());
                }
            }
        } catch (IOException unwritable) {
            throw new EngineException("The folder %s cannot be written.".formatted(folder), unwritable);
        }
    }

    /**
     * @param jars a folder of jars, the program's class path
     * @param options of the JVM
     * @param mainAndArguments the main class and its arguments
     * @param log where its output goes
     */
    Process start(Path jars, List<String> options, List<String> mainAndArguments, Path log) {
        if (!hasJars(jars)) {
            throw new EngineException("%s has no jars; build the project once with mvn package.".formatted(jars));
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(classes + File.pathSeparator + jars.toAbsolutePath() + File.separator + "*");
        command.add(Child.class.getName());
        command.addAll(mainAndArguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(log.getParent().toFile());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.contains("JAVA_TOOL_OPTIONS"));
        try {
            return builder.start();
        } catch (IOException failed) {
            throw new EngineException("A Java process could not be started.", failed);
        }
    }

    private static boolean hasJars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".jar"));
        } catch (IOException missing) {
            return false;
        }
    }
}
