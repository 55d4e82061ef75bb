package cn.touzhi.kernel.http;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives controllers the request's {@link IdempotencyKey}, or refuses the request. */
@Singleton
final class IdempotencyKeyBinder implements TypedRequestArgumentBinder<IdempotencyKey> {
    @Override
    public Argument<IdempotencyKey> argumentType() {
        return Argument.of(IdempotencyKey.class);
    }

    @Override
    public BindingResult<IdempotencyKey> bind(
            ArgumentConversionContext<IdempotencyKey> context, HttpRequest<?> request) {
        IdempotencyKey key = request.getHeaders()
                .findFirst(IdempotencyKey.HEADER)
                .flatMap(IdempotencyKey::parse)
                .orElseThrow(() -> new ProblemException(Problems.malformed(
                        "The header Idempotency-Key must be there, with 16 to 255 visible ASCII characters")));
        return () -> Optional.of(key);
    }
}
