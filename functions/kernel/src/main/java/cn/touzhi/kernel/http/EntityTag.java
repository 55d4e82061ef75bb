package cn.touzhi.kernel.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.util.function.Supplier;

/**
 * Names what an answer holds, so that whoever has it need not get it again (RFC 9110, 8.8.3 and 13.1.2).
 *
 * @param opaque without quotes
 */
public record EntityTag(String opaque) {
    /**
     * What {@code whole} gives, or that the client has it.
     *
     * @param caching how long it may be kept, as the header says it
     */
    public HttpResponse<?> answer(HttpRequest<?> request, String caching, Supplier<MutableHttpResponse<?>> whole) {
        String quoted = "\"" + opaque + "\"";
        boolean known = request.getHeaders()
                .findFirst(HttpHeaders.IF_NONE_MATCH)
                .filter(tags -> tags.equals("*") || tags.contains(quoted))
                .isPresent();
        return (known ? HttpResponse.notModified() : whole.get())
                .header(HttpHeaders.ETAG, quoted)
                .header(HttpHeaders.CACHE_CONTROL, caching);
    }
}
