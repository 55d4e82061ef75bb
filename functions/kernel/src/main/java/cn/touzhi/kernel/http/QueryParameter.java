package cn.touzhi.kernel.http;

import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import java.util.Optional;

/**
 * A parameter of a query, as it was sent. API Gateway joins the values of one name with commas (payload format 2.0), and what
 * adapts its events parts them again there, also where one value has a comma in it.
 */
public final class QueryParameter {
    private QueryParameter() {}

    /** The whole value; empty if there is none of this name, or commas alone. Sent twice, it is both, with a comma between. */
    public static Optional<String> of(HttpRequest<?> request, String name) {
        HttpParameters all = request.getParameters();
        return all.contains(name) ? Optional.of(String.join(",", all.getAll(name))) : Optional.empty();
    }
}
