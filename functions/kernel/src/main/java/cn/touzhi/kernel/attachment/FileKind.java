package cn.touzhi.kernel.attachment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an attachment may be; there is nothing else. */
public enum FileKind {
    PDF("application/pdf", List.of("pdf")),
    DOC("application/msword", List.of("doc")),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", List.of("docx")),
    PNG("image/png", List.of("png")),
    JPEG("image/jpeg", List.of("jpg", "jpeg"));

    /** As many bytes as a file may have: 20 MB. */
    public static final int MOST_BYTES = 20 * 1024 * 1024;

    private final String mediaType;
    private final List<String> extensions;

    FileKind(String mediaType, List<String> extensions) {
        this.mediaType = mediaType;
        this.extensions = extensions;
    }

    /** The media type by which it is declared, stored and served. */
    public String mediaType() {
        return mediaType;
    }

    /** How names of such files end, in lower case, without the dot. */
    public List<String> extensions() {
        return extensions;
    }

    /** Whether it is a picture, which is stored anew and so loses what its camera wrote into it. */
    public boolean picture() {
        return this == PNG || this == JPEG;
    }

    /** Whether {@code fileName} ends as names of such files do. */
    public boolean fits(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return extensions.stream().anyMatch(extension -> name.endsWith("." + extension));
    }

    /** The kind that is declared so, in whatever case; empty if there is none, or parameters follow. */
    public static Optional<FileKind> ofMediaType(String mediaType) {
        String wanted = mediaType.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> kind.mediaType.equals(wanted))
                .findFirst();
    }
}
