package cn.touzhi.kernel.log;

import cn.touzhi.kernel.OpaqueId;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What a function tells its operators: one line of JSON for each event, with opaque ids, numbers and names of our own.
 *
 * <p>There is no way to log free text, so that nothing of a person can get in by accident, not even in the message of
 * an exception (policy 2.1.2; clauses 13, 60).
 */
public final class OperationLog {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int FRAMES = 12;
    private static final Pattern CONSTANT = Pattern.compile("[a-z]+(-[a-z]+)*");

    private final String function;
    private final Clock clock;
    private final Consumer<String> sink;

    /** @param sink takes one line, without its end */
    public OperationLog(String function, Clock clock, Consumer<String> sink) {
        this.function = function;
        this.clock = clock;
        this.sink = sink;
    }

    /** The log of a function that runs in Lambda. */
    public static OperationLog ofFunction(String function, Clock clock) {
        return new OperationLog(
                function, clock, line -> LambdaRuntime.getLogger().log(line + System.lineSeparator()));
    }

    /** Begins a line about {@code what}, a constant name in the past tense such as {@code code-sent}. */
    public Line event(String what) {
        return new Line(what);
    }

    /**
     * Counts one occurrence of {@code metric} (CloudWatch embedded metric format), for the alarms of template.yaml.
     */
    public void count(String metric) {
        measure(metric, "Count", 1);
    }

    /** Notes how long something took, or is late, likewise. */
    public void measure(String metric, Duration time) {
        measure(metric, "Milliseconds", time.toMillis());
    }

    private void measure(String metric, String unit, long value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeObjectFieldStart("_aws");
            json.writeNumberField("Timestamp", clock.millis());
            json.writeRaw(",\"CloudWatchMetrics\":[{\"Namespace\":\"Touzhi\",\"Dimensions\":[[\"function\"]],"
                    + "\"Metrics\":[{\"Name\":\"" + metric + "\",\"Unit\":\"" + unit + "\"}]}]");
            json.writeEndObject();
            json.writeStringField("function", function);
            json.writeNumberField(metric, value);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        sink.accept(text.toString());
    }

    /** One line in the making; {@link #write} ends it. */
    public final class Line {
        private final String what;
        private final Map<String, Object> fields = new LinkedHashMap<>();

        private Line(String what) {
            this.what = what;
        }

        /** Adds an id. */
        public Line with(String name, OpaqueId id) {
            fields.put(name, id.value());
            return this;
        }

        /** Adds a number. */
        public Line with(String name, long number) {
            fields.put(name, number);
            return this;
        }

        /** Adds one of our own names. */
        public Line with(String name, Enum<?> value) {
            fields.put(name, value.name());
            return this;
        }

        /**
         * Adds a constant name in kebab case, such as the kind of a problem.
         *
         * @throws IllegalArgumentException if it is none, and so might be something that was sent
         */
        public Line named(String name, String constant) {
            if (!CONSTANT.matcher(constant).matches()) {
                throw new IllegalArgumentException("no constant name");
            }
            fields.put(name, constant);
            return this;
        }

        /** Adds where a fault came from: classes and places, never messages, which may quote what was sent. */
        public Line with(Throwable fault) {
            StringBuilder trace = new StringBuilder();
            for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
                trace.append(cause.getClass().getName());
                StackTraceElement[] frames = cause.getStackTrace();
                for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
                    trace.append(" < ").append(frames[i]);
                }
                trace.append(" | ");
            }
            fields.put("fault", trace.toString());
            return this;
        }

        /** Writes the line. */
        public void write() {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = JSON.createGenerator(text)) {
                json.writeStartObject();
                json.writeStringField("at", clock.instant().toString());
                json.writeStringField("function", function);
                json.writeStringField("event", what);
                for (var field : fields.entrySet()) {
                    if (field.getValue() instanceof Long number) {
                        json.writeNumberField(field.getKey(), number);
                    } else {
                        json.writeStringField(field.getKey(), field.getValue().toString());
                    }
                }
                json.writeEndObject();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            sink.accept(text.toString());
        }
    }
}
