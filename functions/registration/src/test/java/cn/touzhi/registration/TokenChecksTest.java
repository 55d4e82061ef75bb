package cn.touzhi.registration;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.kernel.http.TokenSuite;
import cn.touzhi.registration.session.Caller;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same tokens as at the gateway: see {@link TokenSuite}. */
@DisplayName("The function, though the gateway let it through,")
class TokenChecksTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(RegistrationRoom.TABLES);

    private static RegistrationRoom room;
    private static TokenSuite suite;
    private static String accessToken;

    @BeforeAll
    static void someoneIsRegistered() {
        room = RegistrationRoom.empty(dynamo);
        RegistrationSettings settings = RegistrationRoom.settings();
        suite = new TokenSuite(
                settings.accessTokenTerms().issuer(),
                settings.accessTokenTerms().audience(),
                "our-key",
                TokenSuite.keyPair(),
                room.clock().instant());
        Caller app = Caller.app(room);
        accessToken = app.register(app.proof()).is(201).text("accessToken");
    }

    @BeforeEach
    void nothingIsLogged() {
        room.log().clear();
    }

    static Stream<TokenSuite.Token> badTokens() {
        return suite.bad().stream().filter(token -> token.seen() != TokenSuite.Seen.BY_THE_GATEWAY);
    }

    static Stream<TokenSuite.Token> tokensForTheGateway() {
        return suite.bad().stream().filter(token -> token.seen() == TokenSuite.Seen.BY_THE_GATEWAY);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    @DisplayName("R41: refuses with 401, and tells operators that it did,")
    void refused(TokenSuite.Token token) {
        Answer answer = ask(room, token.authorization(), token.claims()).isProblem(401, "unauthorized");

        assertThat(answer.header("www-authenticate")).contains("Bearer");
        assertThat(room.log()).anyMatch(line -> line.contains("token-refused"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokensForTheGateway")
    @DisplayName("R41: can't see, so that the gateway must,")
    void leftToTheGateway(TokenSuite.Token token) {
        // nobody has the session that it names, but that is what is looked at next
        ask(room, token.authorization(), token.claims()).isProblem(401, "session-ended");
    }

    @ParameterizedTest(name = "after «{0}»")
    @CsvSource({"'Bearer '", "'bearer '", "'BEARER  '", "''"})
    @DisplayName("takes a token of ours, with the scheme as the gateway takes it")
    void accepted(String scheme) {
        ask(room, scheme + accessToken, Caller.claimsOf(accessToken)).is(200);
    }

    @Test
    @DisplayName("takes a token until a minute after its end, for clocks that differ, and no longer")
    void ending() {
        Duration untilThen = Duration.ofHours(1).plusSeconds(59);

        room.clock().advance(untilThen);
        ask(room, "Bearer " + accessToken, Caller.claimsOf(accessToken)).is(200);
        room.clock().advance(Duration.ofSeconds(1));
        ask(room, "Bearer " + accessToken, Caller.claimsOf(accessToken)).isProblem(401, "unauthorized");

        room.clock().advance(untilThen.plusSeconds(1).negated());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "sub, CCCCCCCCCCCCCCCCCCCCCC",
        "sid, CCCCCCCCCCCCCCCCCCCCCC",
        "gen, 2",
        "scope, user staff",
        "auth_time, 1",
        "exp, 1",
        "exp, x"
    })
    @DisplayName("refuses claims that are not those of the token in the header:")
    void otherClaims(String claim, String value) {
        Map<String, String> claims = new HashMap<>(Caller.claimsOf(accessToken));
        claims.put(claim, value);

        ask(room, "Bearer " + accessToken, claims).isProblem(401, "unauthorized");
    }

    @Test
    @DisplayName("takes numbers with an exponent, as the gateway may write them")
    void exponents() {
        Map<String, String> claims = new HashMap<>(Caller.claimsOf(accessToken));
        claims.computeIfPresent("exp", (name, seconds) -> seconds.charAt(0) + "." + seconds.substring(1) + "E+9");

        ask(room, "Bearer " + accessToken, claims).is(200);
    }

    @Test
    @DisplayName("refuses claims without a token")
    void noHeader() {
        ask(room, "", Caller.claimsOf(accessToken)).isProblem(401, "unauthorized");
    }

    @Test
    @DisplayName("refuses tokens of a key that was withdrawn, and lets their owners refresh: that asks for no token")
    void denied() throws ParseException {
        String kid = SignedJWT.parse(accessToken).getHeader().getKeyID();
        RegistrationRoom denying = room.denying(kid);

        ask(denying, "Bearer " + accessToken, Caller.claimsOf(accessToken)).isProblem(401, "unauthorized");
        denying.call("POST", "/v1/sessions/refresh")
                .token("Bearer " + accessToken)
                .json("{\"refreshToken\":\"x\",\"deviceSecret\":\"" + Caller.SECRET + "\"}")
                .send()
                .isProblem(401, "session-ended");

        assertThat(denying.log()).anyMatch(line -> line.contains("denied-key"));
        ask(room.denying("A".repeat(43)), "Bearer " + accessToken, Caller.claimsOf(accessToken))
                .is(200);
    }

    private static Answer ask(RegistrationRoom of, String authorization, Map<String, String> claims) {
        return of.call("GET", "/v1/accounts/me").token(authorization, claims).send();
    }
}
