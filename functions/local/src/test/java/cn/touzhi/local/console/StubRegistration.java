package cn.touzhi.local.console;

/** What the API answers while a person registers and all goes well. */
final class StubRegistration {
    private StubRegistration() {}

    static void layInto(StubCloud cloud) {
        cloud.lay("GET /v1/policies/current", 200, """
                {"version": 4, "name": "2021年6月 第4版", "date": "2021-06-09", "sha256": "00", "language": "zh-CN", "text": "…"}
                """);
        cloud.lay("POST /v1/verifications", 202, verification(1));
        cloud.lay("POST /v1/verifications/v7/attempts", 200, """
                {"proof": "p-1", "expiresAt": "2026-11-23T12:20:00Z"}
                """);
        cloud.lay("POST /v1/accounts", 201, tokens(1));
        cloud.lay("GET /v1/accounts/me", 200, """
                {"id": "S7subject", "identities": [{"channel": "sms", "masked": "+86138****8000"}]}
                """);
        cloud.lay("POST /v1/sessions/refresh", 200, tokens(2));
        cloud.lay("DELETE /v1/sessions/s1", 204, "");
    }

    static String verification(int number) {
        return """
                {"id": "v7", "number": %d, "nextSendAt": "2026-11-23T12:01:00Z", "codeEndsAt": "2026-11-23T12:10:00Z"}
                """.formatted(number);
    }

    private static String tokens(int number) {
        return """
                {"created": true, "account": {"id": "S7subject"}, "session": {"id": "s1"}, "accessToken": "a-%1$d",
                 "accessTokenExpiresAt": "2026-11-23T13:00:00Z", "refreshToken": "r-%1$d"}
                """.formatted(number);
    }
}
