package cn.touzhi.kernel.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.Optional;

/**
 * The network address that a request came from, as the gateway saw it; no header can say it (case R26).
 *
 * @param value IPv4 or IPv6 as text
 */
public record ClientAddress(String value) {
    static Optional<ClientAddress> of(APIGatewayV2HTTPEvent event) {
        return Optional.ofNullable(event.getRequestContext())
                .map(APIGatewayV2HTTPEvent.RequestContext::getHttp)
                .map(APIGatewayV2HTTPEvent.RequestContext.Http::getSourceIp)
                .map(ClientAddress::new);
    }

    /** Keeps the address out of logs. */
    @Override
    public String toString() {
        return "ClientAddress";
    }
}
