package cn.touzhi.local.walls;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The modules whose classes Lambda runs: all that the root's pom.xml lists, but for the local cloud and the benchmark. */
final class Modules {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern MODULE =
            Pattern.compile("<module>functions/(?!(?:local|benchmark)\\b)([a-z]+)</module>");

    private Modules() {}

    static List<String> names() {
        try {
            return MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")))
                    .results()
                    .map(module -> module.group(1))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Their classes, tests left out. */
    static JavaClasses classes() {
        return new ClassFileImporter()
                .importPaths(names().stream().map(Modules::compiled).toList());
    }

    /** How many of {@code classes} belong to each module. */
    static Map<String, Long> countOf(JavaClasses classes) {
        return names().stream().collect(Collectors.toMap(name -> name, name -> classes.stream()
                .filter(type -> type.getPackageName().startsWith("cn.touzhi." + name))
                .count()));
    }

    private static Path compiled(String module) {
        Path classes = ROOT.resolve("functions").resolve(module).resolve("target/classes");
        if (!Files.isDirectory(classes)) {
            throw new IllegalStateException(classes + " is missing; build it with mvn package from the root");
        }
        return classes;
    }
}
