package cn.touzhi.local.lambda;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/** Temporary credentials as a role's session has them; the access key tells the local AWS who calls. */
public record Credentials(String accessKeyId, String secretAccessKey, String sessionToken) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** New ones, which nobody else has. */
    public static Credentials random() {
        return new Credentials("ASIA" + hex(8).toUpperCase(Locale.ROOT), hex(20), hex(32));
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
