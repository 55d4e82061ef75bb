package cn.touzhi.kernel.http;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives controllers the request's {@link ClientAddress}. */
@Singleton
final class ClientAddressBinder implements TypedRequestArgumentBinder<ClientAddress> {
    @Override
    public Argument<ClientAddress> argumentType() {
        return Argument.of(ClientAddress.class);
    }

    @Override
    public BindingResult<ClientAddress> bind(ArgumentConversionContext<ClientAddress> context, HttpRequest<?> request) {
        ClientAddress address = Events.of(request)
                .flatMap(ClientAddress::of)
                .orElseThrow(() -> new IllegalStateException("a request that no gateway has handed on"));
        return () -> Optional.of(address);
    }
}
