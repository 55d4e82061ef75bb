package cn.touzhi.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.InMemorySecrets;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.TokenTerms;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The jobs function")
class JobsHandlerTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(JobsRoom.TABLES);

    private static JobsRoom room;

    private final Map<String, String> variables = new HashMap<>(Map.of(
            "JOBS_TABLE", "table",
            "JOBS_SECRET", "arn:of:secret",
            "ISSUER", "https://issuer.example",
            "AUDIENCE", "touzhi",
            "DENIED_KEYS", "one, two"));

    @BeforeAll
    static void start() {
        room = JobsRoom.empty(dynamo);
    }

    @Test
    @DisplayName("reads its settings from the environment")
    void read() {
        assertThat(JobsSettings.from(new Environment(variables::get)))
                .isEqualTo(new JobsSettings(
                        "table",
                        "arn:of:secret",
                        new TokenTerms("https://issuer.example", "touzhi", Set.of("one", "two"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JOBS_TABLE", "JOBS_SECRET", "ISSUER", "AUDIENCE"})
    @DisplayName("doesn't start where a setting is missing:")
    void missing(String variable) {
        variables.remove(variable);

        assertThatIllegalStateException()
                .isThrownBy(() -> JobsSettings.from(new Environment(variables::get)))
                .withMessageContaining(variable);
    }

    @Test
    @DisplayName("starts though Secrets Manager is silent, says so, and answers once it speaks")
    void secretsDown() {
        InMemorySecrets secrets = new InMemorySecrets();
        secrets.down(true);
        JobsRoom early = new JobsRoom(dynamo.client(), secrets);

        early.call("GET", "/v1/jobs").send().isProblem(503, "try-again");
        secrets.down(false);

        early.call("GET", "/v1/jobs").send().is(200);
        assertThat(early.invites(Someone.named('A'), early.employer(Someone.named('A')), "owner"))
                .hasSize(22);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE /v1/employers/AAAAAAAAAAAAAAAAAAAAAA",
                "POST /v1/jobs",
                "PUT /v1/jobs/AAAAAAAAAAAAAAAAAAAAAA",
                "DELETE /v1/jobs/AAAAAAAAAAAAAAAAAAAAAA"
            })
    @DisplayName("has no other routes:")
    void noSuchRoute(String route) {
        String[] parts = route.split(" ");
        assertThat(room.call(Someone.named('A'), parts[0], parts[1]).send().status())
                .isIn(404, 405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/employers",
                "POST /v1/employers",
                "GET /v1/employers/AAAAAAAAAAAAAAAAAAAAAA",
                "PUT /v1/employers/AAAAAAAAAAAAAAAAAAAAAA",
                "POST /v1/employers/AAAAAAAAAAAAAAAAAAAAAA/submission",
                "PUT /v1/employers/AAAAAAAAAAAAAAAAAAAAAA/verification",
                "GET /v1/employers/AAAAAAAAAAAAAAAAAAAAAA/members",
                "PUT /v1/employers/AAAAAAAAAAAAAAAAAAAAAA/members/BBBBBBBBBBBBBBBBBBBBBB",
                "DELETE /v1/employers/AAAAAAAAAAAAAAAAAAAAAA/members/BBBBBBBBBBBBBBBBBBBBBB",
                "POST /v1/employers/AAAAAAAAAAAAAAAAAAAAAA/invitations",
                "POST /v1/employer-invitations/acceptances",
                "POST /v1/employers/AAAAAAAAAAAAAAAAAAAAAA/jobs",
                "GET /v1/employers/AAAAAAAAAAAAAAAAAAAAAA/jobs",
                "GET /v1/employers/AAAAAAAAAAAAAAAAAAAAAA/jobs/BBBBBBBBBBBBBBBBBBBBBB",
                "PUT /v1/employers/AAAAAAAAAAAAAAAAAAAAAA/jobs/BBBBBBBBBBBBBBBBBBBBBB",
                "PUT /v1/employers/AAAAAAAAAAAAAAAAAAAAAA/jobs/BBBBBBBBBBBBBBBBBBBBBB/state",
                "PUT /v1/employers/AAAAAAAAAAAAAAAAAAAAAA/jobs/BBBBBBBBBBBBBBBBBBBBBB/legal-basis"
            })
    @DisplayName("does nothing for nobody, even where the route's authorizer were missing:")
    void nobody(String route) {
        String[] parts = route.split(" ");
        room.call(parts[0], parts[1])
                .key("a-key-of-nobody-here")
                .header("if-match", "\"1\"")
                .send()
                .isProblem(401, "unauthorized");
    }
}
