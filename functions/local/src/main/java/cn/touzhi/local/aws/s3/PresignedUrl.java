package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.AwsRequest;
import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.lambda.Credentials;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A request whose signature stands in its query (S3 API, "Authenticating Requests: Using Query Parameters"). */
final class PresignedUrl {
    private static final String SIGNATURE = "X-Amz-Signature";
    private static final List<String> OF_THE_SIGNATURE = List.of(
            "x-amz-algorithm",
            "x-amz-credential",
            "x-amz-date",
            "x-amz-expires",
            "x-amz-security-token",
            "x-amz-signature",
            "x-amz-signedheaders");
    private static final long LONGEST = Duration.ofDays(7).toSeconds();

    /** Clocks may differ by so much. */
    private static final Duration SKEW = Duration.ofMinutes(15);

    private final AwsRequest request;

    PresignedUrl(AwsRequest request) {
        this.request = request;
    }

    static boolean is(AwsRequest request) {
        return request.query().containsKey("X-Amz-Algorithm")
                || request.query().containsKey(SIGNATURE)
                || request.query().containsKey("X-Amz-Credential");
    }

    String accessKeyId() {
        return parameter("X-Amz-Credential").split("/", 2)[0];
    }

    /**
     * Returns what was signed, as a request whose header says it.
     *
     * @throws ServiceException why it is not let in
     */
    AwsRequest checked(Credentials credentials, Instant now) {
        if (!parameter("X-Amz-Algorithm").equals(SigningKey.ALGORITHM)) {
            throw malformed("X-Amz-Algorithm only supports \"" + SigningKey.ALGORITHM + "\".");
        }
        SessionToken.check(credentials, Optional.ofNullable(request.query().get("X-Amz-Security-Token")));
        String date = parameter("X-Amz-Date");
        SigningKey key = SigningKey.of(credentials, parameter("X-Amz-Credential"), date);
        checkTime(SigningKey.instant(date), now);
        List<String> signed = Arrays.asList(parameter("X-Amz-SignedHeaders").split(";"));
        checkHeaders(signed);
        byte[] canonical = canonical(signed).getBytes(StandardCharsets.UTF_8);
        key.check(
                String.join(
                        "\n",
                        SigningKey.ALGORITHM,
                        date,
                        key.scope(),
                        HexFormat.of().formatHex(SigningKey.sha256(canonical))),
                parameter(SIGNATURE));
        checkPayload();
        return unsigned();
    }

    private void checkTime(Instant signedAt, Instant now) {
        long seconds;
        try {
            seconds = Long.parseLong(parameter("X-Amz-Expires"));
        } catch (NumberFormatException none) {
            throw malformed("X-Amz-Expires should be a number");
        }
        if (seconds < 1 || seconds > LONGEST) {
            throw malformed("X-Amz-Expires must be between 1 second and a week (in seconds)");
        }
        if (now.isAfter(signedAt.plusSeconds(seconds))) {
            throw denied("Request has expired");
        }
        if (signedAt.isAfter(now.plus(SKEW))) {
            throw denied("Request is not yet valid");
        }
    }

    /** What S3 itself acts upon must not be added by whoever holds the URL. */
    private void checkHeaders(List<String> signed) {
        if (!signed.contains("host")) {
            throw malformed("X-Amz-SignedHeaders must contain host.");
        }
        List<String> added = request.headers().keySet().stream()
                .filter(name -> name.startsWith("x-amz-") && !signed.contains(name))
                .toList();
        if (!added.isEmpty()) {
            throw denied("There were headers present in the request which were not signed: " + added);
        }
    }

    private String canonical(List<String> signed) {
        Map<String, String> query = new HashMap<>(request.query());
        query.remove(SIGNATURE);
        query.remove("");
        String headers = signed.stream()
                .map(name -> name + ":"
                        + request.headers().getOrDefault(name, "").strip().replaceAll(" +", " ") + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n",
                request.method(),
                Percent.path(request.path()),
                Percent.query(query),
                headers,
                String.join(";", signed),
                payload());
    }

    private String payload() {
        return Optional.ofNullable(request.headers().get("x-amz-content-sha256"))
                .or(() -> Optional.ofNullable(request.query().get("X-Amz-Content-Sha256")))
                .orElse("UNSIGNED-PAYLOAD");
    }

    private void checkPayload() {
        String signed = payload();
        if (!signed.equals("UNSIGNED-PAYLOAD")
                && !signed.equals(HexFormat.of().formatHex(SigningKey.sha256(request.body())))) {
            throw new ServiceException(
                    400,
                    "XAmzContentSHA256Mismatch",
                    "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }
    }

    /** Headers may be signed as parameters, and count as headers then. */
    private AwsRequest unsigned() {
        Map<String, String> headers = new HashMap<>(request.headers());
        request.query().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-amz-") && !OF_THE_SIGNATURE.contains(lower)) {
                headers.put(lower, value);
            }
        });
        return new AwsRequest(request.method(), request.path(), request.query(), "", Map.of(), headers, request.body());
    }

    private String parameter(String name) {
        return Optional.ofNullable(request.query().get(name))
                .orElseThrow(() -> malformed("Query-string authentication version 4 requires the X-Amz-Algorithm, "
                        + "X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires "
                        + "parameters."));
    }

    private static ServiceException malformed(String message) {
        return new ServiceException(400, "AuthorizationQueryParametersError", message);
    }

    private static ServiceException denied(String message) {
        return new ServiceException(403, "AccessDenied", message);
    }
}
