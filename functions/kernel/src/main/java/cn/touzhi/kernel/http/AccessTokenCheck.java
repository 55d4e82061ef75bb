package cn.touzhi.kernel.http;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.SubjectId;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks at the access token once more after the gateway's authorizer (ASVS 5, 9.1 and 9.2), whose settings a deployment
 * may get wrong, which takes more than our issuer makes, and which may know a withdrawn key for two more hours.
 *
 * <p>It does not check the signature. That is the gateway's, which has the keys at hand: a function would have to read
 * them again and again, and would trust the same issuer for them. So what it can't see is a token that was forged and
 * passed the gateway nevertheless.
 */
final class AccessTokenCheck {
    /** By how much the clocks of issuer and function may differ. */
    static final Duration LEEWAY = Duration.ofSeconds(60);

    private static final String HEADER = "authorization";
    private static final String SCHEME = "bearer ";
    /** All headers together are no longer (API Gateway, quotas of HTTP APIs). */
    private static final int MOST_CHARACTERS = 10_240;

    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private final TokenTerms terms;
    private final Clock clock;

    AccessTokenCheck(TokenTerms terms, Clock clock) {
        this.terms = terms;
        this.clock = clock;
    }

    /** What is wrong with the token of {@code event}; empty where nothing is, or the route asks for none. */
    Optional<TokenFault> faultOf(APIGatewayV2HTTPEvent event) {
        return claimsFrom(event).flatMap(claims -> tokenIn(event)
                .map(token -> faultOf(token.split("\\."), claims))
                .orElseGet(() -> Optional.of(TokenFault.NO_TOKEN)));
    }

    private Optional<TokenFault> faultOf(String[] parts, Map<String, String> fromGateway) {
        Optional<TokenPart> header = TokenPart.parse(parts[0]);
        Optional<TokenPart> claims = TokenPart.parse(parts[1]);
        if (header.isEmpty() || claims.isEmpty()) {
            return Optional.of(TokenFault.NO_TOKEN);
        }
        return faultOfHeader(header.get())
                .or(() -> faultOfTerms(claims.get()))
                .or(() -> faultOfTimes(claims.get()))
                .or(() -> faultOfPerson(claims.get(), fromGateway));
    }

    /** These three are all that our issuer says: no {@code jku}, {@code jwk}, {@code x5u}, {@code x5c} or {@code crit}. */
    private Optional<TokenFault> faultOfHeader(TokenPart header) {
        String keyId = header.text("kid");
        boolean ours = header.size() == 3
                && header.text("alg").equals("RS256")
                && header.text("typ").equals("at+jwt")
                && KEY_ID.matcher(keyId).matches();
        if (!ours) {
            return Optional.of(TokenFault.FOREIGN_HEADER);
        }
        return terms.deniedKeys().contains(keyId) ? Optional.of(TokenFault.DENIED_KEY) : Optional.empty();
    }

    private Optional<TokenFault> faultOfTerms(TokenPart claims) {
        boolean ours =
                claims.text("iss").equals(terms.issuer()) && claims.text("aud").equals(terms.audience());
        return ours ? Optional.empty() : Optional.of(TokenFault.FOREIGN_TERMS);
    }

    private Optional<TokenFault> faultOfTimes(TokenPart claims) {
        Instant now = clock.instant();
        boolean goesOn =
                claims.second("exp").filter(now.minus(LEEWAY)::isBefore).isPresent();
        boolean hasBegun = List.of("iat", "nbf").stream().allMatch(name -> claims.second(name)
                .filter(time -> !time.isAfter(now.plus(LEEWAY)))
                .isPresent());
        return goesOn && hasBegun ? Optional.empty() : Optional.of(TokenFault.NOT_NOW);
    }

    private static Optional<TokenFault> faultOfPerson(TokenPart claims, Map<String, String> fromGateway) {
        Optional<Principal> said = principalIn(claims);
        if (said.isEmpty()) {
            return Optional.of(TokenFault.NOBODY);
        }
        boolean same = said.equals(Principal.ofClaims(fromGateway))
                && claims.whole("exp").equals(number(fromGateway, "exp"));
        return same ? Optional.empty() : Optional.of(TokenFault.OTHER_CLAIMS);
    }

    private static Optional<Principal> principalIn(TokenPart claims) {
        Optional<SubjectId> subject = SubjectId.parse(claims.text("sub"));
        String session = claims.text("sid");
        List<String> scope = List.of(claims.text("scope").split(" "));
        Optional<Integer> generation = claims.whole("gen")
                .filter(number -> number > 0 && number <= Integer.MAX_VALUE)
                .map(Math::toIntExact);
        Optional<Instant> authenticated = claims.second("auth_time");
        boolean whole = subject.isPresent()
                && RandomText.matches(session)
                && !scope.contains("")
                && generation.isPresent()
                && authenticated.isPresent();
        return whole
                ? Optional.of(new Principal(subject.get(), session, generation.get(), authenticated.get(), scope))
                : Optional.empty();
    }

    /** What the gateway hands on where it has authorized the request. */
    private static Optional<Map<String, String>> claimsFrom(APIGatewayV2HTTPEvent event) {
        return Optional.ofNullable(event.getRequestContext())
                .map(APIGatewayV2HTTPEvent.RequestContext::getAuthorizer)
                .map(APIGatewayV2HTTPEvent.RequestContext.Authorizer::getJwt)
                .map(jwt -> Optional.ofNullable(jwt.getClaims()).orElse(Map.of()));
    }

    /** With the scheme in any case or without, as the gateway takes it. */
    private static Optional<String> tokenIn(APIGatewayV2HTTPEvent event) {
        return Optional.ofNullable(event.getHeaders()).orElse(Map.of()).entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals(HEADER))
                .map(header -> withoutScheme(header.getValue()))
                .filter(token -> token.length() <= MOST_CHARACTERS
                        && COMPACT.matcher(token).matches())
                .findFirst();
    }

    private static String withoutScheme(String value) {
        boolean named = value.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return (named ? value.substring(SCHEME.length()) : value).strip();
    }

    /** The gateway hands every claim on as text, large numbers possibly with an exponent. */
    private static Optional<Long> number(Map<String, String> claims, String name) {
        try {
            return Optional.of(new BigDecimal(claims.getOrDefault(name, "")).longValueExact());
        } catch (ArithmeticException | NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
