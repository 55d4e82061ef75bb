package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Somebody with an address and a device, who does what a person does, step by step. */
final class Visitor {
    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final World world;
    private final String channel;
    private final String address;
    private String client = "ios";
    private String locale = "zh-CN";
    private String deviceSecret = newDeviceSecret();

    private int messagesBefore;
    private String verification = "";
    private String proof = "";
    private String accessToken = "";
    private String refreshToken = "";
    private String session = "";
    private String account = "";

    Visitor(World world, String channel, String address) {
        this.world = world;
        this.channel = channel;
        this.address = address;
    }

    static String newDeviceSecret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The same person on another device. */
    Visitor onAnotherDevice() {
        return new Visitor(world, channel, address);
    }

    Visitor withClient(String other) {
        client = other;
        return this;
    }

    Visitor withLocale(String other) {
        locale = other;
        return this;
    }

    Visitor withDeviceSecret(String other) {
        deviceSecret = other;
        return this;
    }

    // ---- steps that must succeed

    /** Asks for a code; the verification is then open. */
    Visitor asksForCode() {
        Answer answer = asks();
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return this;
    }

    /** Reads the newest code and gets the proof for it. */
    Visitor provesAddress() {
        Answer answer = tries(readsCode());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        proof = answer.body().path("proof").asText();
        return this;
    }

    /** The whole way to an account and a session. */
    Visitor registers() {
        asksForCode().provesAddress();
        return remember(requestsAccount("1990-05-17"), 201);
    }

    /** The whole way to another session of an account. */
    Visitor signsIn() {
        asksForCode().provesAddress();
        return remember(requestsSession(), 201);
    }

    /** Ends all other sessions, and refreshes for tokens that count after that. */
    Visitor endsOtherSessions() {
        Answer answer = requestsEndOfOthers();
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        return refreshes();
    }

    /** Proves the address again, and goes on with the access token that says so. */
    Visitor stepsUp() {
        asksForCodeTo("confirm").provesAddress();
        Answer answer = requestsStepUp();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        accessToken = answer.body().path("accessToken").asText();
        return this;
    }

    /** New tokens for old ones. */
    Visitor refreshes() {
        return remember(requestsRefresh(refreshToken), 200);
    }

    /** Keeps what an answer with tokens gives. */
    Visitor remember(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        accessToken = answer.body().path("accessToken").asText();
        refreshToken = answer.body().path("refreshToken").asText();
        session = answer.body().path("session").path("id").asText();
        account = answer.body().path("account").path("id").asText(account);
        return this;
    }

    // ---- single requests, whatever comes of them

    /** Asks for a code, and goes on with the verification that is then open. */
    Answer asks() {
        messagesBefore = world.messages(channel, address).size();
        Answer answer = requestsCode(UUID.randomUUID().toString());
        verification = answer.body().path("id").asText();
        return answer;
    }

    /** A proof of the address for something other than entering. */
    String provesFor(String purpose) {
        return asksForCodeTo(purpose).provesAddress().proof();
    }

    private Visitor asksForCodeTo(String purpose) {
        messagesBefore = world.messages(channel, address).size();
        Answer answer = requestsCode(UUID.randomUUID().toString(), purpose);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        verification = answer.body().path("id").asText();
        return this;
    }

    Answer requestsCode(String idempotencyKey) {
        return requestsCode(idempotencyKey, "enter");
    }

    private Answer requestsCode(String idempotencyKey, String purpose) {
        return world.http().post("/v1/verifications", codeRequest(purpose), Map.of("idempotency-key", idempotencyKey));
    }

    /** Solves a challenge first, which nobody has demanded. */
    Answer requestsCodeWithChallenge(String idempotencyKey) {
        Answer challenge = world.http().get("/v1/challenge?level=normal", Map.of());
        ObjectNode body = codeRequest("enter").put("challenge", Solver.solve(challenge.body()));
        return world.http().post("/v1/verifications", body, Map.of("idempotency-key", idempotencyKey));
    }

    private ObjectNode codeRequest(String purpose) {
        return Http.JSON
                .createObjectNode()
                .put("channel", channel)
                .put("address", address)
                .put("purpose", purpose)
                .put("locale", locale)
                .put("client", client);
    }

    Answer requestsAnotherCode(String idempotencyKey) {
        return world.http()
                .post("/v1/verifications/" + verification + "/sends", "{}", Map.of("idempotency-key", idempotencyKey));
    }

    Answer seesVerification() {
        return world.http().get("/v1/verifications/" + verification, Map.of());
    }

    Answer tries(String code) {
        return world.http().post("/v1/verifications/" + verification + "/attempts", Map.of("code", code), Map.of());
    }

    Answer requestsAccount(String birthDate) {
        return world.http().post("/v1/accounts", accountRequest(birthDate), Map.of());
    }

    /** @param version of the policy; {@code absent} for a request without one */
    Answer requestsAccountAccepting(String version) {
        ObjectNode body = accountRequest("1990-05-17");
        switch (version) {
            case "absent" -> body.remove("acceptedPolicy");
            case "null" -> body.putNull("acceptedPolicy");
            default -> body.put("acceptedPolicy", Integer.parseInt(version));
        }
        return world.http().post("/v1/accounts", body, Map.of());
    }

    private ObjectNode accountRequest(String birthDate) {
        return Http.JSON
                .createObjectNode()
                .put("proof", proof)
                .put("deviceSecret", deviceSecret)
                .put("birthDate", birthDate)
                .put("acceptedPolicy", 4)
                .put("locale", locale)
                .put("source", "app");
    }

    Answer requestsSession() {
        return world.http()
                .post(
                        "/v1/sessions",
                        Map.of("proof", proof, "deviceSecret", deviceSecret, "deviceName", "iPhone von Xiǎo Lǐ"),
                        Map.of());
    }

    Answer requestsRefresh(String token) {
        return world.http()
                .post("/v1/sessions/refresh", Map.of("refreshToken", token, "deviceSecret", deviceSecret), Map.of());
    }

    Answer asksWhoAmI() {
        return world.http().get("/v1/accounts/me", authorized());
    }

    Answer listsSessions() {
        return world.http().get("/v1/sessions", authorized());
    }

    Answer requestsEndOfOthers() {
        return world.http().delete("/v1/sessions", authorized());
    }

    Answer listsIdentities() {
        return world.http().get("/v1/accounts/me/identities", authorized());
    }

    Answer requestsIdentity(String ofIdentity) {
        return world.http().post("/v1/accounts/me/identities", Map.of("proof", ofIdentity), authorized());
    }

    Answer requestsRemoval(String identity) {
        return world.http().delete("/v1/accounts/me/identities/" + identity, authorized());
    }

    /** Reports the account as in wrong hands, which takes no session. */
    Answer requestsFreeze() {
        return world.http().post("/v1/accounts/freeze", Map.of("proof", provesFor("confirm")), Map.of());
    }

    Answer requestsUndoOfRemoval() {
        return world.http().post("/v1/accounts/undo-removal", Map.of("proof", provesFor("confirm")), Map.of());
    }

    Answer requestsUnfreezeWith(Visitor other) {
        return world.http()
                .post(
                        "/v1/accounts/unfreeze",
                        Map.of("proof", provesFor("confirm"), "secondProof", other.provesFor("confirm")),
                        Map.of());
    }

    Answer requestsStepUp() {
        return world.http().post("/v1/sessions/step-up", Map.of("proof", proof), authorized());
    }

    Answer listsConsents() {
        return world.http().get("/v1/consents", authorized());
    }

    Answer gives(String purpose) {
        return world.http().put("/v1/consents/" + purpose, Map.of("textVersion", 1, "source", "app"), authorized());
    }

    Answer withdraws(String purpose) {
        return world.http().delete("/v1/consents/" + purpose, authorized());
    }

    Answer signsOut(String sessionId) {
        return world.http().delete("/v1/sessions/" + sessionId, authorized());
    }

    // ---- what is at hand

    /** The code in the message that follows the last asking, once it has come. */
    String readsCode() {
        return readsCode(1);
    }

    /** The newest code, once {@code count} of them have come since the last asking; notices may come in between. */
    String readsCode(int count) {
        return world.await(() -> {
            List<String> codes = world.messages(channel, address).stream()
                    .skip(messagesBefore)
                    .flatMap(message -> codesIn(message).stream())
                    .toList();
            assertThat(codes).hasSizeGreaterThanOrEqualTo(count);
            return codes.getLast();
        });
    }

    static String codeIn(JsonNode message) {
        assertThat(codesIn(message)).as("codes in the message").hasSize(1);
        return codesIn(message).getFirst();
    }

    /** The code of a message; a notice has none. */
    static List<String> codesIn(JsonNode message) {
        return CODE.matcher(message.path("text").asText())
                .results()
                .map(MatchResult::group)
                .limit(1)
                .toList();
    }

    Map<String, String> authorized() {
        return Map.of("authorization", "Bearer " + accessToken);
    }

    String address() {
        return address;
    }

    String channel() {
        return channel;
    }

    String verification() {
        return verification;
    }

    String proof() {
        return proof;
    }

    String accessToken() {
        return accessToken;
    }

    String refreshToken() {
        return refreshToken;
    }

    String session() {
        return session;
    }

    String account() {
        return account;
    }

    String deviceSecret() {
        return deviceSecret;
    }
}
