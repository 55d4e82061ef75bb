package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCloud.class)
@DisplayName("A web page")
class WebClientIT {
    private final World world;

    WebClientIT(World world) {
        this.world = world;
    }

    @Test
    @DisplayName("never sees refresh token or device secret: they travel in cookies that scripts can't read")
    void cookies() {
        Visitor visitor = world.aVisitorWithPhone().withClient("web");
        Answer asked = visitor.requestsCode("a-key-of-a-web-page-" + System.nanoTime());
        String device = asked.cookie("__Host-device").orElseThrow();
        String id = asked.body().path("id").asText();
        String code = world.awaitMessages("sms", visitor.address(), 1)
                .getLast()
                .path("text")
                .asText()
                .replaceAll("(?s).*#", "");

        Answer proved = world.http()
                .post("/v1/verifications/" + id + "/attempts", Map.of("code", code), cookie("__Host-device=" + device));
        Answer registered = world.http()
                .post(
                        "/v1/accounts",
                        Map.of(
                                "proof", proved.body().path("proof").asText(),
                                "birthDate", "1990-05-17",
                                "acceptedPolicy", 4,
                                "locale", "zh-CN",
                                "source", "web"),
                        cookie("__Host-device=" + device));

        assertThat(registered.status()).as(registered.text()).isEqualTo(201);
        assertThat(registered.body().has("refreshToken")).isFalse();
        assertThat(registered.headers().get("set-cookie")).allSatisfy(cookie -> assertThat(cookie)
                .startsWith("__Host-")
                .contains("Secure", "HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Domain"));
        String refresh = registered.cookie("__Host-refresh").orElseThrow();

        Answer refreshed = world.http()
                .post("/v1/sessions/refresh", "{}", cookie("__Host-refresh=" + refresh + "; __Host-device=" + device));
        assertThat(refreshed.status()).as(refreshed.text()).isEqualTo(200);
        assertThat(refreshed.body().path("accessToken").asText()).isNotEmpty();
        assertThat(refreshed.text())
                .doesNotContain(refreshed.cookie("__Host-refresh").orElseThrow());

        Answer out = world.http()
                .delete(
                        "/v1/sessions/"
                                + registered.body().path("session").path("id").asText(),
                        Map.of(
                                "authorization",
                                "Bearer " + refreshed.body().path("accessToken").asText()));
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.headers().get("set-cookie"))
                .anySatisfy(cookie ->
                        assertThat(cookie).startsWith("__Host-refresh=;").contains("Max-Age=0"));
    }

    @Test
    @DisplayName("of our own origin may call, any other may not")
    void origins() {
        Map<String, String> preflight = Map.of(
                "access-control-request-method",
                "POST",
                "access-control-request-headers",
                "content-type,idempotency-key");

        Answer own = preflight("https://www.touzhi.cn", preflight);
        assertThat(own.header("access-control-allow-origin")).contains("https://www.touzhi.cn");
        assertThat(own.header("access-control-allow-credentials")).contains("true");
        for (String foreign :
                new String[] {"null", "https://touzhi.cn.evil.com", "https://www.touzhi.cn:8443", "http://www.touzhi.cn"
                }) {
            assertThat(preflight(foreign, preflight).header("access-control-allow-origin"))
                    .as(foreign)
                    .isEmpty();
        }
    }

    private Answer preflight(String origin, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("origin", origin);
        return world.http().send("OPTIONS", "/v1/verifications", all, new byte[0]);
    }

    private static Map<String, String> cookie(String value) {
        return Map.of("cookie", value);
    }
}
