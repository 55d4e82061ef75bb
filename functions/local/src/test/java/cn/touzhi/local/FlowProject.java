package cn.touzhi.local;

import cn.touzhi.local.lambda.BrokenHandler;
import cn.touzhi.local.lambda.TestZip;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small project with a template of its own and this module's engines. */
final class FlowProject {
    private FlowProject() {}

    /** Lays it out in a folder, which can then be the root of a local cloud. */
    static Path in(Path folder) {
        try (InputStream template = FlowProject.class.getResourceAsStream("flow.yaml")) {
            Files.copy(template, folder.resolve("template.yaml"));
            Files.createDirectories(folder.resolve("functions"));
            Files.createSymbolicLink(
                    folder.resolve("functions/local"), Path.of("").toAbsolutePath());
            TestZip.of(folder.resolve("flow.zip"), FlowHandler.class, BrokenHandler.class);
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
