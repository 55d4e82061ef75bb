package cn.touzhi.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A deployable zip made of classes of the tests. */
public final class TestZip {
    private TestZip() {}

    /** @return {@code file} */
    public static Path of(Path file, Class<?>... classes) {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Class<?> type : classes) {
                String name = type.getName().replace('.', '/') + ".class";
                zip.putNextEntry(new ZipEntry(name));
                try (InputStream content = type.getClassLoader().getResourceAsStream(name)) {
                    content.transferTo(zip);
                }
            }
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
