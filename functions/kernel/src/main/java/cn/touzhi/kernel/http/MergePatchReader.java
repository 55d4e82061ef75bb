package cn.touzhi.kernel.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.Headers;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.body.MessageBodyReader;
import jakarta.inject.Singleton;
import java.io.InputStream;

/** Reads merge patches, as narrowly as {@link StrictBodyReader} reads bodies. */
@Singleton
@Requires(classes = MessageBodyReader.class)
@Consumes(MergePatch.MEDIA_TYPE)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MergePatchReader implements MessageBodyReader<MergePatch> {
    @Override
    public boolean isReadable(Argument<MergePatch> type, MediaType mediaType) {
        return type.getType().equals(MergePatch.class);
    }

    /** @throws ProblemException if the body isn't one well-formed JSON value */
    @Override
    public MergePatch read(Argument<MergePatch> type, MediaType mediaType, Headers headers, InputStream body) {
        return new MergePatch(StrictBodyReader.parse(body));
    }
}
