package cn.touzhi.resumes.resume;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.resumes.ResumeText;
import cn.touzhi.resumes.ResumesRoom;
import cn.touzhi.resumes.Someone;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Of any resume,")
class PatchPropertiesTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ResumesRoom.TABLES);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALL = "ethnic-group,health,political-status,marital-status,body,household,photo";

    /** What may be said in some members, and be left out in all of them. */
    private static final Map<String, List<String>> FIELDS = new TreeMap<>(Map.of(
            "name", List.of("\"李小明\"", "\"王芳\""),
            "city", List.of("\"530100\"", "\"110000\""),
            "freshGraduate", List.of("true", "false"),
            "birthDate", List.of("\"1995-03-08\"", "\"2000-02-29\""),
            "introduction", List.of("\"\"", "\"八年。\\n\\\"Java\\\"\""),
            "skills", List.of("[\"Java\"]", "[\"Erlang\",\"OTP\"]"),
            "awards", List.of("[{\"name\":\"一等奖\",\"awarded\":\"2018-07\"}]")));

    private static final Map<String, List<String>> SENSITIVE = new TreeMap<>(Map.of(
            "health", List.of("\"1\"", "\"2\""),
            "ethnicGroup", List.of("\"01\"", "\"24\""),
            "heightCm", List.of("172", "180"),
            "weightKg", List.of("65"),
            "householdRegion", List.of("\"530100\""),
            "photo", List.of("\"abcdefghijklmnopqrstuv\"")));

    private final Someone owner = Someone.named('A');
    private ResumesRoom room;

    @BeforeEach
    void nobodyHasOne() {
        room = ResumesRoom.empty(dynamo);
        room.consents(
                owner,
                List.of(ALL.split(",")).stream().map(name -> "resume-" + name).toArray(String[]::new));
    }

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("a patch that says nothing changes nothing, seed")
    void nothing(long seed) {
        String id = begins(any(new Random(seed)));
        JsonNode before = said(id);

        room.patches(owner, id, 1, "{}").is(200);
        room.patches(owner, id, 2, "{\"fields\":{},\"sensitive\":{}}").is(200);

        assertThat(said(id)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("a patch that says all of another makes that of it, as putting it does, seed")
    void whole(long seed) {
        Random random = new Random(seed);
        ObjectNode before = any(random);
        ObjectNode after = any(random);
        String id = begins(before);
        String put = begins(after);

        room.patches(owner, id, 1, difference(before, after, true).toString()).is(200);

        assertThat(said(id)).isEqualTo(said(put));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("a patch that says what differs makes another of it, once for a version, seed")
    void difference(long seed) {
        Random random = new Random(seed);
        ObjectNode before = any(random);
        ObjectNode after = any(random);
        String id = begins(before);
        String put = begins(after);
        String patch = difference(before, after, false).toString();

        room.patches(owner, id, 1, patch).is(200);
        room.patches(owner, id, 1, patch).isProblem(412, "version-changed");

        assertThat(said(id)).isEqualTo(said(put));
        room.patches(owner, id, 2, patch).is(200);
        assertThat(said(id)).isEqualTo(said(put));
    }

    private String begins(ObjectNode body) {
        return room.create(owner, "/v1/resumes")
                .json(body.toString())
                .send()
                .is(201)
                .text("id");
    }

    private JsonNode said(String id) {
        JsonNode view = room.sees(owner, id, ALL).is(200).json();
        return JSON.valueToTree(List.of(view.path("fields"), view.path("sensitive"), view.path("masked")));
    }

    /** A draft, with some of what there is. */
    private static ObjectNode any(Random random) {
        ObjectNode body = (ObjectNode) read(ResumeText.draft().json());
        some(random, FIELDS, body.withObjectProperty("fields"));
        some(random, SENSITIVE, body.withObjectProperty("sensitive"));
        return body;
    }

    private static void some(Random random, Map<String, List<String>> values, ObjectNode into) {
        values.forEach((name, all) -> {
            if (random.nextInt(3) > 0) {
                into.set(name, read(all.get(random.nextInt(all.size()))));
            }
        });
    }

    /** What makes {@code after} of {@code before}; {@code all} of that, or no more than it must. */
    private static ObjectNode difference(ObjectNode before, ObjectNode after, boolean all) {
        ObjectNode patch = JSON.createObjectNode();
        for (String part : List.of("fields", "sensitive")) {
            ObjectNode changes = patch.putObject(part);
            before.path(part).fieldNames().forEachRemaining(name -> {
                if (!after.path(part).has(name)) {
                    changes.putNull(name);
                }
            });
            after.path(part).properties().forEach(member -> {
                if (all || !member.getValue().equals(before.path(part).get(member.getKey()))) {
                    changes.set(member.getKey(), member.getValue());
                }
            });
        }
        return patch;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException noJson) {
            throw new AssertionError(noJson);
        }
    }
}
