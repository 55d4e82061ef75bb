package cn.touzhi.local.lambda;

import cn.touzhi.local.template.LambdaFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A function's deployable zip, laid out as Lambda lays it out for the process. */
final class FunctionCode {
    private FunctionCode() {}

    /**
     * @param into an empty folder
     * @return what {@code LAMBDA_TASK_ROOT} is to be: the folder, or where CodeUri is a folder itself, that
     * @throws FunctionException if there is no zip, or the handler's class is not in it
     */
    static Path unpack(LambdaFunction function, Path into) {
        if (Files.notExists(function.code())) {
            throw new FunctionException("%s.CodeUri is %s, which is not there; mvn package makes it."
                    .formatted(function.logicalId(), function.code()));
        }
        Path taskRoot = Files.isDirectory(function.code()) ? function.code() : unpackZip(function, into);
        String handler = function.handler().replaceFirst("::.*$", "");
        if (!hasClass(taskRoot, handler.replace('.', '/') + ".class")) {
            throw new FunctionException("%s.Handler is %s, but %s has no such class."
                    .formatted(function.logicalId(), handler, function.code().getFileName()));
        }
        return taskRoot;
    }

    private static boolean hasClass(Path taskRoot, String file) {
        if (Files.exists(taskRoot.resolve(file))) {
            return true;
        }
        Path jars = taskRoot.resolve("lib");
        try (Stream<Path> all = Files.exists(jars) ? Files.list(jars) : Stream.of()) {
            return all.anyMatch(jar -> holds(jar, file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean holds(Path jar, String file) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.getEntry(file) != null;
        } catch (IOException noJar) {
            return false;
        }
    }

    private static Path unpackZip(LambdaFunction function, Path into) {
        try (ZipFile zip = new ZipFile(function.code().toFile())) {
            var entries = zip.entries();
            while (entries.hasMoreElements()) {
                unpack(zip, entries.nextElement(), into);
            }
        } catch (IOException unreadable) {
            throw new FunctionException(
                    "%s.CodeUri is %s, which can't be read as a zip.".formatted(function.logicalId(), function.code()));
        }
        return into;
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path into) throws IOException {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new IOException("An entry of the zip leads out of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, target);
        }
    }
}
