package cn.touzhi.attachments.content;

import java.util.Locale;

/** Why a file is refused. The words are stable: they are told to the person and counted. */
public enum Reason {
    /** There is nothing in it. */
    EMPTY,
    /** It has more bytes than {@link ContentLimits#maxBytes()}. */
    TOO_LARGE,
    /** It is not what was declared, or it is that and something else as well. */
    TYPE_MISMATCH,
    /** It is, or holds, a program. */
    EXECUTABLE,
    /** It holds macros. */
    MACROS,
    /** It would do something when opened: run a script, fetch from elsewhere, start what it carries. */
    ACTIVE_CONTENT,
    /** It can't be looked into without a password. */
    ENCRYPTED,
    /** It unfolds to more, or has more parts, than a document needs. */
    ARCHIVE_BOMB,
    /** It has more pixels than {@link ContentLimits} lets be decoded. */
    PICTURE_TOO_LARGE,
    /** It is broken, or built in a way that two programs would read differently. */
    MALFORMED,
    /** The scan for viruses knows it. */
    MALWARE,
    /** Another scan, which must vouch for it, could not look into it. */
    NOT_SCANNED;

    /** The stable word, for instance {@code type-mismatch}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
