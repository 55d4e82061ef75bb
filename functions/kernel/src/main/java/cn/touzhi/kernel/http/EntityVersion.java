package cn.touzhi.kernel.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many times something has changed, as its entity tag, by which a client says which version it means to change. */
public final class EntityVersion {
    private static final Pattern TAG = Pattern.compile("\"([1-9][0-9]{0,8})\"");

    private EntityVersion() {}

    /** The version that a client means to change; empty where it doesn't say. */
    public static OptionalInt in(HttpRequest<?> request) {
        Matcher tag =
                TAG.matcher(request.getHeaders().findFirst(HttpHeaders.IF_MATCH).orElse(""));
        return tag.matches() ? OptionalInt.of(Integer.parseInt(tag.group(1))) : OptionalInt.empty();
    }

    /** 428: the client must say which version it means to change (RFC 6585). */
    public static Problem needed() {
        return Problem.of(428, "version-needed", "The header If-Match must name the version that was read");
    }

    /** 412: it has changed since (RFC 9110, 13.1.1). */
    public static Problem changed() {
        return Problem.of(412, "version-changed", "It was changed since").detailed("Read it again.");
    }

    /** With the version as its tag. */
    public static HttpResponse<?> tagged(MutableHttpResponse<?> response, int version) {
        return response.header(HttpHeaders.ETAG, "\"" + version + "\"");
    }
}
