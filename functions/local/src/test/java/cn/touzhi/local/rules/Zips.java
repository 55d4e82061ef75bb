package cn.touzhi.local.rules;

import cn.touzhi.local.template.LambdaFunction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The functions' deployable zips, unpacked once each, with classes as Lambda would load them: from the zip alone. */
final class Zips implements AutoCloseable {
    private final Path folder;
    private final Map<Path, List<Path>> jars = new HashMap<>();
    private final Map<Path, String> ours = new HashMap<>();
    private final Map<Path, URLClassLoader> loaders = new HashMap<>();

    /** @param folder where zips may be unpacked to */
    Zips(Path folder) {
        this.folder = folder;
    }

    /** The names of all files in a function's zip. */
    List<String> entries(LambdaFunction function) {
        try (ZipFile zip = open(function.code())) {
            return zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @throws ClassNotFoundException where the function's zip has no such class */
    Class<?> load(String className, LambdaFunction function) throws ClassNotFoundException {
        return Class.forName(className, false, loaders.computeIfAbsent(function.code(), this::loader));
    }

    /** Whether our own classes in a function's zip hold all these texts as constants. */
    boolean mention(LambdaFunction function, String... texts) {
        String constants = ours.computeIfAbsent(function.code(), this::ownClasses);
        return Stream.of(texts).allMatch(constants::contains);
    }

    private String ownClasses(Path zip) {
        StringBuilder all = new StringBuilder();
        for (Path jar : jars.computeIfAbsent(zip, this::unpack)) {
            try (ZipFile classes = open(jar)) {
                for (ZipEntry entry : classes.stream().filter(Zips::isOurs).toList()) {
                    byte[] bytes = classes.getInputStream(entry).readAllBytes();
                    all.append(new String(bytes, StandardCharsets.ISO_8859_1));
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return all.toString();
    }

    private static boolean isOurs(ZipEntry entry) {
        return entry.getName().startsWith("cn/touzhi/") && entry.getName().endsWith(".class");
    }

    /** The class of ours with this simple name in a function's zip, if there is one. */
    Optional<Class<?>> ownClass(LambdaFunction function, String simpleName) {
        String suffix = "/" + simpleName + ".class";
        for (Path jar : jars.computeIfAbsent(function.code(), this::unpack)) {
            try (ZipFile classes = open(jar)) {
                Optional<String> found = classes.stream()
                        .filter(Zips::isOurs)
                        .map(ZipEntry::getName)
                        .filter(name -> name.endsWith(suffix))
                        .findFirst();
                if (found.isPresent()) {
                    return Optional.of(
                            load(found.get().replaceFirst("\\.class$", "").replace('/', '.'), function));
                }
            } catch (IOException | ClassNotFoundException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }
        return Optional.empty();
    }

    /** A copy of a zip with one more file in it, an empty jar. */
    Path with(String entry, Path zip) {
        Path copy = folder.resolve("with-" + entry.replace('/', '-') + ".zip");
        try (ZipFile original = open(zip);
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (ZipEntry each : original.stream().toList()) {
                out.putNextEntry(new ZipEntry(each.getName()));
                original.getInputStream(each).transferTo(out);
            }
            out.putNextEntry(new ZipEntry(entry));
            out.write(emptyZip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return copy;
    }

    private static byte[] emptyZip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ZipOutputStream(bytes).close();
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        for (URLClassLoader loader : loaders.values()) {
            loader.close();
        }
    }

    private URLClassLoader loader(Path zip) {
        URL[] urls =
                jars.computeIfAbsent(zip, this::unpack).stream().map(Zips::url).toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private List<Path> unpack(Path zip) {
        try (ZipFile file = open(zip)) {
            Path target = Files.createTempDirectory(folder, "zip");
            List<Path> unpacked = new ArrayList<>();
            for (ZipEntry entry : file.stream()
                    .filter(entry -> entry.getName().endsWith(".jar"))
                    .toList()) {
                Path jar = target.resolve(Path.of(entry.getName()).getFileName());
                Files.copy(file.getInputStream(entry), jar);
                unpacked.add(jar);
            }
            return unpacked;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ZipFile open(Path zip) throws IOException {
        if (!Files.isRegularFile(zip)) {
            throw new IllegalStateException(zip + " is missing; build it with mvn package from the root");
        }
        return new ZipFile(zip.toFile());
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
