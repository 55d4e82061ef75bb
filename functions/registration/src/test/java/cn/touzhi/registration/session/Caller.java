package cn.touzhi.registration.session;

import cn.touzhi.kernel.http.Answer;
import cn.touzhi.kernel.http.Call;
import cn.touzhi.registration.RegistrationRoom;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A client of the registration function, which remembers what a real one would. */
public final class Caller {
    /** What apps on phones send; a browser has its own in a cookie. */
    public static final String SECRET = "d".repeat(42) + "A";

    private final RegistrationRoom room;
    private final String client;
    private final Map<String, String> cookies = new HashMap<>();
    private String address = "203.0.113.7";

    private Caller(RegistrationRoom room, String client) {
        this.room = room;
        this.client = client;
    }

    /** An app on a phone. */
    public static Caller app(RegistrationRoom room) {
        return new Caller(room, "android");
    }

    /** A browser. */
    public static Caller browser(RegistrationRoom room) {
        return new Caller(room, "web");
    }

    /** The same, from another address of the network. */
    public Caller from(String other) {
        address = other;
        return this;
    }

    /** The proof that {@code address} is one's own. */
    public String proofOf(String channel, String address, String purpose) {
        Answer asked = post("/v1/verifications", """
                {"channel":"%s","address":"%s","purpose":"%s","locale":"zh-CN","client":"%s"}""".formatted(channel, address, purpose, client));
        String id = asked.is(202).text("id");
        String code = room.codeOf(id);
        return post("/v1/verifications/" + id + "/attempts", "{\"code\":\"" + code + "\"}")
                .is(200)
                .text("proof");
    }

    /** The proof of a phone number, for entering. */
    public String proof() {
        return proofOf("sms", "13800138000", "enter");
    }

    /** Registers a grown-up with {@code proof}. */
    public Answer register(String proof) {
        return register(proof, "2000-02-29", 4);
    }

    /** Registers someone with {@code proof}. */
    public Answer register(String proof, String birthDate, int policy) {
        return post("/v1/accounts", """
                {"proof":"%s",%s"birthDate":"%s","acceptedPolicy":%d,"locale":"zh-CN","source":"app"}""".formatted(proof, secretField(), birthDate, policy));
    }

    /** Signs in with {@code proof}. */
    public Answer signIn(String proof) {
        return post("/v1/sessions", "{%s\"proof\":\"%s\"}".formatted(secretField(), proof));
    }

    /** Refreshes, a browser with its cookies. */
    public Answer refresh(String refreshToken) {
        return post(
                "/v1/sessions/refresh",
                client.equals("web") ? "{}" : "{%s\"refreshToken\":\"%s\"}".formatted(secretField(), refreshToken));
    }

    /** Sends a body, with the cookies that were set before. */
    public Answer post(String path, String body) {
        Call call = room.call("POST", path).json(body).key("key-" + System.nanoTime() + "-of-a-test");
        return remembering(withCookies(call).send());
    }

    /** Sends a body under an access token, which the gateway has checked. */
    public Answer post(String path, String body, String accessToken) {
        return remembering(withCookies(room.call("POST", path).json(body).claims(claimsOf(accessToken)))
                .send());
    }

    /** Sends a request under an access token, which the gateway has checked. */
    public Answer send(String method, String path, String accessToken) {
        return remembering(withCookies(room.call(method, path).claims(claimsOf(accessToken)))
                .send());
    }

    /** Sends a body under an access token, which the gateway has checked. */
    public Answer send(String method, String path, String accessToken, String body) {
        Call call = withCookies(room.call(method, path).claims(claimsOf(accessToken)));
        return remembering((body.isEmpty() ? call : call.json(body)).send());
    }

    /** The cookies as they are now. */
    public Map<String, String> cookies() {
        return cookies;
    }

    /** The claims of {@code accessToken} as the gateway hands them on: all as text. */
    public static Map<String, String> claimsOf(String accessToken) {
        try {
            return SignedJWT.parse(accessToken).getPayload().toJSONObject().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, claim -> String.valueOf(claim.getValue())));
        } catch (ParseException noToken) {
            throw new IllegalStateException(noToken);
        }
    }

    private Call withCookies(Call call) {
        List<String> all = cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .toList();
        return (all.isEmpty() ? call : call.cookies(all.toArray(String[]::new))).from(address);
    }

    private Answer remembering(Answer answer) {
        for (String set : answer.cookies()) {
            String pair = set.substring(0, set.indexOf(';'));
            String name = pair.substring(0, pair.indexOf('='));
            String value = pair.substring(pair.indexOf('=') + 1);
            if (value.isEmpty()) {
                cookies.remove(name);
            } else {
                cookies.put(name, value);
            }
        }
        return answer;
    }

    private String secretField() {
        return client.equals("web") ? "" : "\"deviceSecret\":\"" + SECRET + "\",";
    }
}
