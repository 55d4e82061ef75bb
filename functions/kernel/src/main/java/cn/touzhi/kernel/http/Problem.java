package cn.touzhi.kernel.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client is told when a request is refused (RFC 9457). Nothing that was sent is repeated in it.
 *
 * @param status the HTTP status
 * @param kind names the kind of problem for good: its type is {@code /problems/<kind>}
 * @param title what it is, in a few words that don't change
 * @param detail what to do about it; may be empty
 * @param errors where in the body it lies; may be empty
 * @param members further members that this kind has
 * @param headers further headers of the answer
 */
public record Problem(
        int status,
        String kind,
        String title,
        String detail,
        List<Fault> errors,
        Map<String, Object> members,
        Map<String, String> headers) {
    /** The media type of all of them. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonFactory JSON = new JsonFactory();
    private static final String TYPE = "/problems/";
    private static final Pattern WRITTEN = Pattern.compile("\\{\"type\":\"" + TYPE + "([a-z-]{1,60})\"");

    /** Takes copies. */
    public Problem {
        errors = List.copyOf(errors);
        members = Map.copyOf(members);
        headers = Map.copyOf(headers);
    }

    /** A problem of a kind that has no more to say. */
    public static Problem of(int status, String kind, String title) {
        return new Problem(status, kind, title, "", List.of(), Map.of(), Map.of());
    }

    /** With what to do about it. */
    public Problem detailed(String text) {
        return new Problem(status, kind, title, text, errors, members, headers);
    }

    /** With a further member: text, a whole number or a time as text. */
    public Problem with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Problem(status, kind, title, detail, errors, more, headers);
    }

    /** With a header. */
    public Problem withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(status, kind, title, detail, errors, members, more);
    }

    /** With the time after which to try again, in whole seconds and at least one. */
    public Problem retryAfter(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return withHeader("Retry-After", Long.toString(seconds));
    }

    /** As a controller answers it. */
    public HttpResponse<?> toResponse() {
        MutableHttpResponse<String> response =
                HttpResponse.<String>status(status, kind).body(toJson()).contentType(MEDIA_TYPE);
        headers.forEach(response::header);
        return response;
    }

    /** The kind of the problem that {@link #toJson} has written so; empty where {@code json} is something else. */
    static Optional<String> kindOf(String json) {
        Matcher written = WRITTEN.matcher(json);
        return written.lookingAt() ? Optional.of(written.group(1)) : Optional.empty();
    }

    /** As it travels. */
    public String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", TYPE + kind);
            json.writeStringField("title", title);
            json.writeNumberField("status", status);
            if (!detail.isEmpty()) {
                json.writeStringField("detail", detail);
            }
            if (!errors.isEmpty()) {
                writeErrors(json);
            }
            for (var member : members.entrySet()) {
                json.writeObjectField(member.getKey(), member.getValue());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private void writeErrors(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("errors");
        for (Fault error : errors) {
            json.writeStartObject();
            json.writeStringField("pointer", error.pointer());
            json.writeStringField("detail", error.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /**
     * One thing that is wrong in a body.
     *
     * @param pointer where (RFC 6901), empty for the body as a whole
     * @param detail what is asked for
     */
    public record Fault(String pointer, String detail) {}
}
