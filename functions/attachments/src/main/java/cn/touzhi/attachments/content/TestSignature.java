package cn.touzhi.attachments.content;

import java.nio.charset.StandardCharsets;

/**
 * Finds the antivirus industry's test file (EICAR, "Anti-Malware Testfile", eicar.org), anywhere in what it is given. It
 * finds no real malware: it shows that what a scanner finds is never handed out.
 */
public final class TestSignature implements VirusScan {
    // joined when it runs: neither source nor class file may hold it whole, or a developer's own scanner takes them
    // away
    private final byte[] signature = String.join(
                    "$", "X5O!P%@AP[4\\PZX54(P^)7CC)7}", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!", "H+H*")
            .getBytes(StandardCharsets.US_ASCII);

    @Override
    public boolean infected(byte[] content) {
        return Octets.indexOf(content, signature, 0) >= 0;
    }
}
