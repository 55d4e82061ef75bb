package cn.touzhi.applications.erasure;

import cn.touzhi.applications.application.Application;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The record of a service that the law has platforms keep: who was put in touch with whom, how, and to what end. */
final class ApplicationRecord {
    private static final JsonFactory JSON = new JsonFactory();

    private ApplicationRecord() {}

    /** What is kept of {@code application}, in JSON; nothing of what the resume said. */
    static byte[] of(Application application, List<Step> steps) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("application", application.id());
            json.writeStringField("employer", application.employer().value());
            json.writeStringField("posting", application.posting().value());
            json.writeArrayFieldStart("released");
            for (String field : application.released().stream().sorted().toList()) {
                json.writeString(field);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("steps");
            for (Step step : steps) {
                json.writeStartObject();
                json.writeStringField("state", step.state());
                json.writeNumberField("at", step.at());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * A step as it is kept.
     *
     * @param at in seconds since 1970
     */
    record Step(String state, long at) {}
}
