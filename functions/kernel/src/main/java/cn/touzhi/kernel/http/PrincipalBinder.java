package cn.touzhi.kernel.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.servlet.http.ServletHttpRequest;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives controllers the {@link Principal}, or refuses the request. */
@Singleton
final class PrincipalBinder implements TypedRequestArgumentBinder<Principal> {
    @Override
    public Argument<Principal> argumentType() {
        return Argument.of(Principal.class);
    }

    @Override
    public BindingResult<Principal> bind(ArgumentConversionContext<Principal> context, HttpRequest<?> request) {
        Principal principal = eventOf(request)
                .flatMap(Principal::of)
                .orElseThrow(() -> new ProblemException(Problems.unauthorized()));
        return () -> Optional.of(principal);
    }

    private static Optional<APIGatewayV2HTTPEvent> eventOf(HttpRequest<?> request) {
        return request instanceof ServletHttpRequest<?, ?> servlet
                        && servlet.getNativeRequest() instanceof APIGatewayV2HTTPEvent event
                ? Optional.of(event)
                : Optional.empty();
    }
}
