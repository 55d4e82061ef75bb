package cn.touzhi.attachments.content;

/** A port to whatever knows malware by its bytes. */
public interface VirusScan {
    /**
     * Whether the bytes are known as malware. Throws what it likes where it can't tell: the check then gives no verdict
     * but fails likewise, so that a file stays where it is while the scanner is down.
     *
     * @param content a whole file, or one unpacked part of it
     */
    boolean infected(byte[] content);
}
