package cn.touzhi.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What AWS has in its managed Java runtime: the runtime interface client, its jars and its native part.
 *
 * @param jars in the order of the class path
 */
public record ManagedRuntime(List<Path> jars, Path nativeLibrary) {
    private static final String CLIENT = "aws-lambda-java-runtime-interface-client-";

    /**
     * @param library the folder with the jars, as the build lays them out
     * @param into where the native part is unpacked to
     * @throws UncheckedIOException if the jars are not there
     */
    public static ManagedRuntime of(Path library, Path into) {
        try (Stream<Path> files = Files.list(library)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .map(Path::toAbsolutePath)
                    .sorted()
                    .toList();
            return new ManagedRuntime(jars, unpackNativeLibrary(clientAmong(jars, library), into));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static Path clientAmong(List<Path> jars, Path library) throws IOException {
        return jars.stream()
                .filter(jar -> jar.getFileName().toString().startsWith(CLIENT))
                .findFirst()
                .orElseThrow(() -> new IOException("There is no runtime interface client in " + library));
    }

    private static Path unpackNativeLibrary(Path client, Path into) throws IOException {
        String system = Files.exists(Path.of("/lib/ld-musl-x86_64.so.1")) ? "linux_musl" : "linux";
        String processor =
                System.getProperty("os.arch").toLowerCase(Locale.ROOT).equals("aarch64") ? "aarch_64" : "x86_64";
        String name = "libaws-lambda-jni.%s-%s.so".formatted(system, processor);
        Path target = into.toAbsolutePath().resolve(name);
        try (ZipFile jar = new ZipFile(client.toFile())) {
            ZipEntry entry = jar.getEntry("jni/" + name);
            if (entry == null) {
                throw new IOException("The runtime interface client has no native library for this machine: " + name);
            }
            Files.createDirectories(into);
            try (InputStream content = jar.getInputStream(entry)) {
                Files.copy(content, target);
            }
        }
        return target;
    }
}
