package cn.touzhi.registration.staff;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What an operator is told. */
sealed interface ActAnswer {
    /** The answer as it travels. */
    String toJson();

    /**
     * It is done.
     *
     * @param act what
     * @param at when, which may have been an earlier time that the same was asked
     */
    record Done(ActKind act, Instant at) implements ActAnswer {
        @Override
        public String toJson() {
            return object("done", act.text(), "at", Optional.of(at.toString()));
        }
    }

    /**
     * It is not done, and nothing has changed.
     *
     * @param why not
     * @param from when it may be, where it is only too early
     */
    record Refused(Refusal why, Optional<Instant> from) implements ActAnswer {
        Refused(Refusal why) {
            this(why, Optional.empty());
        }

        @Override
        public String toJson() {
            return object("refused", why.text(), "from", from.map(Instant::toString));
        }
    }

    /**
     * It can't be understood.
     *
     * @param detail what is asked for
     */
    record Malformed(String detail) implements ActAnswer {
        @Override
        public String toJson() {
            return object("refused", "malformed-request", "detail", Optional.of(detail));
        }
    }

    private static String object(String name, String value, String more, Optional<String> moreValue) {
        Map<String, String> fields = new LinkedHashMap<>(Map.of(name, value));
        moreValue.ifPresent(text -> fields.put(more, text));
        StringWriter written = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(written)) {
            json.writeStartObject();
            for (var field : fields.entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return written.toString();
    }
}
