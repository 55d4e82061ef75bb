package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.local.LocalCloud;
import cn.touzhi.local.Options;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Clause("60")
@DisplayName("What the template's roles grant")
class GrantsIT {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Options OPTIONS = Options.in(ROOT)
            .withParameters(Map.of("BreakerSample", Integer.toString(GrandTour.PUMPED)))
            .withVisibility(Duration.ofSeconds(1));

    private static final List<String> ONLY_FOR_THE_FIRST_KEY = List.of(
            "IssuerFunctionRole.SigningKeys: dynamodb:PutItem",
            "IssuerFunctionRole.FirstKey: kms:GenerateDataKeyPairWithoutPlaintext");

    @Test
    @DisplayName("is all that the functions need, and all of it is needed")
    void needed() {
        JsonNode grants;
        try (LocalCloud cloud = LocalCloud.start(OPTIONS)) {
            new GrandTour(cloud).walk();
            grants = grants(new World(cloud.url()));
        }

        assertThat(refused(grants)).as("called and not granted").isEmpty();
        assertThat(unused(grants))
                .as("granted and not called")
                .containsExactlyInAnyOrderElementsOf(ONLY_FOR_THE_FIRST_KEY);
    }

    @Test
    @DisplayName(
            "is found out where it is too little, and where it is too much; the issuer may make the very first key")
    void foundOut(@TempDir Path folder) throws IOException {
        String sound = Files.readString(ROOT.resolve("template.yaml"));
        String broken = sound.replaceFirst(
                        "(Sid: UnwrapKeys\\s+Effect: Allow\\s+Action: )kms:Decrypt", "$1kms:GenerateDataKey")
                .replace("CodeUri: functions/", "CodeUri: " + ROOT + "/functions/");
        Path template = Files.writeString(folder.resolve("template.yaml"), broken);

        try (LocalCloud cloud = LocalCloud.start(OPTIONS.cold().withTemplate(template))) {
            World world = new World(cloud.url());
            assertIssuerMakesFirstKey(world);
            world.aVisitorWithPhone().asksForCode();

            world.await(() -> assertThat(refused(grants(world))).containsExactly("SendingFunctionRole: kms:Decrypt"));
            assertThat(unused(grants(world))).contains("SendingFunctionRole.UnwrapKeys: kms:GenerateDataKey");
        }
    }

    // the tour's first key is a registration's; in a cloud of its own, asked first, it is the issuer's
    private static void assertIssuerMakesFirstKey(World world) {
        world.http()
                .post("/_local/invoke", Map.of("function", "IssuerFunction", "event", Map.of("warm", true)), Map.of());

        assertThat(refused(grants(world))).isEmpty();
        assertThat(unused(grants(world))).doesNotContainAnyElementsOf(ONLY_FOR_THE_FIRST_KEY);
    }

    private static JsonNode grants(World world) {
        return world.http().get("/_local/grants", Map.of()).body();
    }

    private static List<String> refused(JsonNode grants) {
        return World.list(grants.path("refused")).stream()
                .map(refusal -> refusal.path("principal").asText() + ": "
                        + refusal.path("action").asText())
                .distinct()
                .toList();
    }

    private static List<String> unused(JsonNode grants) {
        return World.list(grants.path("grants")).stream()
                .filter(grant -> !grant.path("used").asBoolean())
                .map(grant -> "%s.%s: %s"
                        .formatted(
                                grant.path("owner").asText(),
                                grant.path("sid").asText(),
                                grant.path("action").asText()))
                .toList();
    }
}
