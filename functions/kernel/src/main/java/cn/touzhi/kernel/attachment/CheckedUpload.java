package cn.touzhi.kernel.attachment;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.event.EventJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What came of checking an upload, as the function that checks tells it to the room. That function may read no table, and
 * so knows neither whether the attachment is still wanted nor whether its owner is; the room decides.
 *
 * @param subject who uploaded it
 * @param attachment as which attachment
 * @param upload which of the uploads that there may have been
 * @param outcome what came of it
 */
public record CheckedUpload(SubjectId subject, String attachment, String upload, Outcome outcome) {
    /** Says so; it goes straight to the queue of the room, and to nobody else. */
    public static final String TYPE = Event.typeOf("resumes", "AttachmentChecked", 1);

    private static final String ATTACHMENT = "attachment";
    private static final String UPLOAD = "upload";
    private static final String OUTCOME = "outcome";
    private static final String SIZE = "size";
    private static final String THUMBNAIL = "thumbnail";
    private static final String REASON = "reason";
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern WORD = Pattern.compile("[a-z-]{1,30}");

    /** As an event. */
    public Event toEvent(EventId id, Instant now) {
        Map<String, String> data =
                switch (outcome) {
                    case Outcome.Clean clean ->
                        Map.of(
                                OUTCOME, "clean",
                                SIZE, Integer.toString(clean.size()),
                                THUMBNAIL, Boolean.toString(clean.thumbnail()));
                    case Outcome.Refused refused -> Map.of(OUTCOME, "refused", REASON, refused.reason());
                    case Outcome.Gone _ -> Map.of(OUTCOME, "gone");
                };
        Map<String, String> all = new HashMap<>(data);
        all.put(ATTACHMENT, attachment);
        all.put(UPLOAD, upload);
        return new Event(id, TYPE, Optional.of(subject.value()), now, all);
    }

    /**
     * Reads it.
     *
     * @throws EventJson.MalformedEventException if the event lacks what its type promises
     */
    public static CheckedUpload of(Event event) {
        Map<String, String> data = event.data();
        String attachment = data.getOrDefault(ATTACHMENT, "");
        String upload = data.getOrDefault(UPLOAD, "");
        if (!RandomText.matches(attachment) || !RandomText.matches(upload)) {
            throw new EventJson.MalformedEventException();
        }
        return new CheckedUpload(
                event.subject().flatMap(SubjectId::parse).orElseThrow(EventJson.MalformedEventException::new),
                attachment,
                upload,
                outcomeIn(data));
    }

    private static Outcome outcomeIn(Map<String, String> data) {
        return switch (data.getOrDefault(OUTCOME, "")) {
            case "clean" ->
                new Outcome.Clean(
                        Integer.parseInt(matching(NUMBER, data.getOrDefault(SIZE, ""))),
                        Boolean.parseBoolean(data.getOrDefault(THUMBNAIL, "")));
            case "refused" -> new Outcome.Refused(matching(WORD, data.getOrDefault(REASON, "")));
            case "gone" -> new Outcome.Gone();
            default -> throw new EventJson.MalformedEventException();
        };
    }

    private static String matching(Pattern shape, String text) {
        if (!shape.matcher(text).matches()) {
            throw new EventJson.MalformedEventException();
        }
        return text;
    }

    /** What came of checking. */
    public sealed interface Outcome {
        /**
         * It is harmless and lies where clean files do.
         *
         * @param size of what lies there, in bytes
         * @param thumbnail whether one lies beside it
         */
        record Clean(int size, boolean thumbnail) implements Outcome {}

        /**
         * It is not what it may be.
         *
         * @param reason in a word, such as {@code type-mismatch}
         */
        record Refused(String reason) implements Outcome {}

        /** It was there no more: checked before, or taken away meanwhile. */
        record Gone() implements Outcome {}
    }
}
