package cn.touzhi.kernel.http;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The problems that any request can meet, in whichever room. */
public final class Problems {
    private static final Duration SOON = Duration.ofSeconds(2);

    private Problems() {}

    /** 400: the body, or a header, is not what the description of the API says. */
    public static Problem malformed(List<Problem.Fault> errors) {
        return new Problem(400, "malformed-request", "The request is malformed", "", errors, Map.of(), Map.of());
    }

    /** 400 for something other than the body. */
    public static Problem malformed(String detail) {
        return malformed(List.of()).detailed(detail);
    }

    /** 401: there is no valid access token. */
    public static Problem unauthorized() {
        return Problem.of(401, "unauthorized", "A valid access token is needed")
                .withHeader("WWW-Authenticate", "Bearer");
    }

    /** 401: the session of a token that is otherwise good. */
    public static Problem sessionEnded() {
        return Problem.of(401, "session-ended", "The session has ended").withHeader("WWW-Authenticate", "Bearer");
    }

    /** 404: there is no such route, or nothing under that id for whoever asks. */
    public static Problem noSuchThing() {
        return Problem.of(404, "no-such-thing", "There is nothing here");
    }

    /** 405: the route doesn't know the method. */
    public static Problem methodNotAllowed() {
        return Problem.of(405, "method-not-allowed", "The method is not allowed here");
    }

    /** 413: the body is longer than any that we ask for. */
    public static Problem tooLarge() {
        return Problem.of(413, "too-large", "The request is too large");
    }

    /**
     * 415: the body is no JSON in UTF-8, or is compressed. What {@code PATCH} takes is a merge patch, which the answer says
     * (RFC 5789, 2.2 and 3.1).
     */
    public static Problem unsupportedMediaType(String method) {
        boolean patch = method.equals(HttpMethod.PATCH.name());
        Problem problem = Problem.of(
                415,
                "unsupported-media-type",
                "Only " + (patch ? MergePatch.MEDIA_TYPE : MediaType.APPLICATION_JSON) + " in UTF-8 is understood");
        return patch ? problem.withHeader("Accept-Patch", MergePatch.MEDIA_TYPE) : problem;
    }

    /** 500: our fault. */
    public static Problem internal() {
        return Problem.of(500, "internal", "Something went wrong");
    }

    /** 503: something that we need doesn't answer; the same request may be sent again. */
    public static Problem tryAgain() {
        return Problem.of(503, "try-again", "Please try again").retryAfter(SOON);
    }

    /** The problem for a status that the framework decided on, of a request with {@code method}. */
    static Problem ofStatus(int status, String method) {
        return switch (status) {
            case 401 -> unauthorized();
            case 404, 406 -> noSuchThing();
            case 405 -> methodNotAllowed();
            case 413 -> tooLarge();
            case 415 -> unsupportedMediaType(method);
            case 503 -> tryAgain();
            default -> status >= 500 ? internal() : malformed(List.of());
        };
    }
}
