package cn.touzhi.kernel.http;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives controllers the request's {@link ConsentSequence}, if there is one, or refuses the request. */
@Singleton
final class ConsentSequenceBinder implements TypedRequestArgumentBinder<ConsentSequence> {
    @Override
    public Argument<ConsentSequence> argumentType() {
        return Argument.of(ConsentSequence.class);
    }

    @Override
    public BindingResult<ConsentSequence> bind(
            ArgumentConversionContext<ConsentSequence> context, HttpRequest<?> request) {
        ConsentSequence sequence = request.getHeaders()
                .findFirst(ConsentSequence.HEADER)
                .map(header -> ConsentSequence.parse(header)
                        .orElseThrow(() -> new ProblemException(Problems.malformed(
                                "The header Consent-Sequence must be a whole number from 1 to 999999999"))))
                .orElse(ConsentSequence.NOT_SENT);
        return () -> Optional.of(sequence);
    }
}
