package cn.touzhi.kernel.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.Headers;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.body.MessageBodyReader;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads request bodies in place of Micronaut's own reader, which takes trailing data, a number for a string and a list
 * of one for its element.
 *
 * @param <T> the body's type
 */
@Singleton
@Requires(classes = MessageBodyReader.class)
@Consumes(MediaType.APPLICATION_JSON)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StrictBodyReader<T> implements MessageBodyReader<T> {
    private final JsonMapper json;

    StrictBodyReader(JsonMapper json) {
        this.json = json;
    }

    @Override
    public boolean isReadable(Argument<T> type, MediaType mediaType) {
        return true;
    }

    /** @throws ProblemException if the body isn't exactly of that type, with what is wrong where */
    @Override
    public T read(Argument<T> type, MediaType mediaType, Headers headers, InputStream body) {
        return switch (new StrictBinding(json).bind(parse(body), type)) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Refusal why) -> throw new ProblemException(why.problem());
        };
    }

    /** @throws ProblemException if it isn't one well-formed JSON value */
    static JsonNode parse(InputStream body) {
        try {
            // as text: of bytes the parser would skip a byte order mark
            return JsonTree.read(Text.ofUtf8(body.readAllBytes()).orElse(""));
        } catch (IOException malformed) {
            throw new ProblemException(
                    Problems.malformed(List.of(new Problem.Fault("", "must be one well-formed JSON value"))));
        }
    }
}
