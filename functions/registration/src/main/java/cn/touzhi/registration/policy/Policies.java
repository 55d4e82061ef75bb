package cn.touzhi.registration.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The versions of the privacy policy. A text lies in {@code policies/<version>.txt}, and publishing another means one
 * more text and one more line here. (The first three versions were never kept.)
 */
public final class Policies {
    private final List<Policy> published = List.of(read(4, "2021年6月 第4版", LocalDate.of(2021, 6, 9), "zh-CN"));

    /** The version that whoever registers must accept. */
    public Policy current() {
        return published.getLast();
    }

    /** A version by its number, however old. */
    public Optional<Policy> version(int version) {
        return published.stream().filter(policy -> policy.version() == version).findFirst();
    }

    private static Policy read(int version, String name, LocalDate date, String language) {
        try (InputStream text = Policies.class.getResourceAsStream("/policies/" + version + ".txt")) {
            return Policy.of(version, name, date, language, new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
