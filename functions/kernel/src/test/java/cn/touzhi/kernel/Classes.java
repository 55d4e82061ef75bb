package cn.touzhi.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The classes of a module, as the compiler left them. */
public final class Classes {
    private static final String SUFFIX = ".class";

    private Classes() {}

    /** Those that lie with {@code one} of them in the package of {@code one} and below; none is initialised. */
    public static List<Class<?>> beside(Class<?> one) {
        URL location = one.getProtectionDomain().getCodeSource().getLocation();
        Path root = Path.of(URI.create(location.toString()));
        try (Stream<Path> files = Files.walk(root.resolve(one.getPackageName().replace('.', '/')))) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .<Class<?>>map(file -> load(root.relativize(file), one.getClassLoader()))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Class<?> load(Path file, ClassLoader loader) {
        String name = file.toString().replace('/', '.');
        try {
            return Class.forName(name.substring(0, name.length() - SUFFIX.length()), false, loader);
        } catch (ClassNotFoundException vanished) {
            throw new IllegalStateException(vanished);
        }
    }
}
