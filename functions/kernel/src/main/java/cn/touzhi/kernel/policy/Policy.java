package cn.touzhi.kernel.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;

/**
 * One version of the privacy policy. Once published it never changes: people accepted this text and no other.
 *
 * @param version its number
 * @param name as its header says
 * @param date as its header says
 * @param language tag of the language that it is in
 * @param sha256 of the text in UTF-8, in lower-case hexadecimal
 * @param text the whole of it
 */
public record Policy(int version, String name, LocalDate date, String language, String sha256, String text) {
    /** The version whose text lies in {@code policies/<version>.txt}. */
    public static Policy ofResource(int version, String name, LocalDate date, String language) {
        try (InputStream resource = Policy.class.getResourceAsStream("/policies/" + version + ".txt")) {
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return new Policy(version, name, date, language, digest(text), text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
