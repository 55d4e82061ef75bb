package cn.touzhi.kernel.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.micronaut.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides which requests reach a controller, and lets through of them only what some controller has a use for. */
final class Gate {
    /** The longest body that any route asks for. */
    static final int MOST_BODY_BYTES = 16 * 1024;

    /**
     * Who overrides the method, the host or the client's address, who wants part of an answer or another language,
     * gets the same as anyone.
     */
    private static final Set<String> HEADERS =
            Set.of("content-type", IdempotencyKey.HEADER, ConsentSequence.HEADER, "if-match", "if-none-match");

    /** Our routes need no escapes; what has some, or dots, or empty segments, leads nowhere. */
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+");

    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,39}");
    private static final int MOST_PARAMETERS = 20;
    private static final Pattern JSON = inUtf8("application/json");

    /** The one language in which changes are told. */
    private static final Pattern PATCH = inUtf8(MergePatch.MEDIA_TYPE);

    private Gate() {}

    /** Decides on {@code event}. */
    static Admission admit(APIGatewayV2HTTPEvent event) {
        Optional<Problem> refusal = refusal(event);
        if (refusal.isPresent()) {
            return new Admission.Refused(refusal.get());
        }
        return switch (body(event)) {
            case Admission.Refused refused -> refused;
            case Admission.Admitted(APIGatewayV2HTTPEvent admitted) -> {
                admitted.setHeaders(headers(event));
                yield new Admission.Admitted(admitted);
            }
        };
    }

    private static Optional<Problem> refusal(APIGatewayV2HTTPEvent event) {
        String path = event.getRequestContext().getHttp().getPath();
        if (!PATH.matcher(path).matches()) {
            return Optional.of(Problems.noSuchThing());
        }
        Map<String, String> query =
                Optional.ofNullable(event.getQueryStringParameters()).orElse(Map.of());
        boolean plain = query.size() <= MOST_PARAMETERS
                && query.entrySet().stream()
                        .allMatch(parameter ->
                                PARAMETER.matcher(parameter.getKey()).matches() && Text.isClean(parameter.getValue()));
        return plain
                ? Optional.empty()
                : Optional.of(Problems.malformed("The query must have no parameters but those described"));
    }

    private static Admission body(APIGatewayV2HTTPEvent event) {
        Optional<byte[]> bytes = bytes(event);
        if (bytes.isEmpty()) {
            return new Admission.Refused(Problems.malformed("The body must be UTF-8"));
        }
        if (bytes.get().length > MOST_BODY_BYTES) {
            return new Admission.Refused(Problems.tooLarge());
        }
        String method = event.getRequestContext().getHttp().getMethod();
        if (bytes.get().length > 0 && !isPlain(event, HttpMethod.PATCH.name().equals(method) ? PATCH : JSON)) {
            return new Admission.Refused(Problems.unsupportedMediaType(method));
        }
        Optional<String> text = Text.ofUtf8(bytes.get());
        if (text.isEmpty()) {
            return new Admission.Refused(Problems.malformed("The body must be UTF-8"));
        }
        event.setIsBase64Encoded(false);
        event.setBody(text.get());
        return new Admission.Admitted(event);
    }

    /** The body's bytes; empty if the gateway's Base64 is broken. */
    private static Optional<byte[]> bytes(APIGatewayV2HTTPEvent event) {
        String body = Optional.ofNullable(event.getBody()).orElse("");
        if (!event.getIsBase64Encoded()) {
            // half a surrogate pair would silently become a question mark
            return StandardCharsets.UTF_8.newEncoder().canEncode(body)
                    ? Optional.of(body.getBytes(StandardCharsets.UTF_8))
                    : Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(body));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    private static Pattern inUtf8(String mediaType) {
        return Pattern.compile(Pattern.quote(mediaType) + "(\\s*;\\s*charset=\"?utf-8\"?)?", Pattern.CASE_INSENSITIVE);
    }

    private static boolean isPlain(APIGatewayV2HTTPEvent event, Pattern type) {
        Map<String, String> headers = lowerCase(event);
        String encoding = headers.getOrDefault("content-encoding", "identity");
        return encoding.equalsIgnoreCase("identity")
                && type.matcher(headers.getOrDefault("content-type", "").strip())
                        .matches();
    }

    private static Map<String, String> headers(APIGatewayV2HTTPEvent event) {
        Map<String, String> read = lowerCase(event);
        read.keySet().retainAll(HEADERS);
        List<String> cookies = Optional.ofNullable(event.getCookies()).orElse(List.of());
        if (!cookies.isEmpty()) {
            // the gateway has taken them out of the headers, where Micronaut looks for them
            read.put("cookie", String.join("; ", cookies));
        }
        return read;
    }

    private static Map<String, String> lowerCase(APIGatewayV2HTTPEvent event) {
        Map<String, String> headers = new HashMap<>();
        Optional.ofNullable(event.getHeaders())
                .orElse(Map.of())
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }
}
