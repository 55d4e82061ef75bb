package cn.touzhi.resumes.code;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.resumes.ResumesRoom;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A code table, over HTTP,")
class CodeRoutesTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ResumesRoom.TABLES);

    private static ResumesRoom room;

    @BeforeAll
    static void start() {
        room = ResumesRoom.empty(dynamo);
    }

    static Stream<String> paths() {
        return Stream.concat(
                Stream.of("/v1/codes"), new CodeTables().all().stream().map(table -> "/v1/codes/" + table.id()));
    }

    @Test
    @DisplayName("can be read without being anyone, in both languages and with where it is from")
    void table() {
        Answer answer = room.get("/v1/codes/marital-status").is(200);

        assertThat(answer.header("content-type")).contains("application/json");
        assertThat(answer.json().path("id").asText()).isEqualTo("marital-status");
        assertThat(answer.json().path("chinese").asText()).isEqualTo("婚姻状况");
        assertThat(answer.json().path("english").asText()).isEqualTo("Marital status");
        assertThat(answer.json().path("standard").asText()).isEqualTo("GB/T 2261.2-2003");
        assertThat(answer.json().path("version").asText()).isEqualTo("2003-12-01");
        assertThat(answer.json().path("source").asText()).contains("not the text of the standard itself");
        assertThat(answer.json().path("codes"))
                .first()
                .hasToString("{\"code\":\"10\",\"chinese\":\"未婚\",\"english\":\"Single\"}");
    }

    @Test
    @DisplayName("says of each code what is above it, what discloses nothing, and what is offered no more")
    void marks() {
        assertThat(code("marital-status", "22").path("parent").asText()).isEqualTo("20");
        assertThat(code("marital-status", "90").path("undisclosed").asBoolean()).isTrue();
        assertThat(code("region", "371200").path("abolished").asBoolean()).isTrue();
        assertThat(code("region", "370100").has("abolished")).isFalse();
    }

    @Test
    @DisplayName("is found in the list of them all, which says what each is and leaves out the codes")
    void list() {
        JsonNode tables = room.get("/v1/codes").is(200).json().path("tables");

        assertThat(tables.findValuesAsText("id"))
                .containsExactlyElementsOf(
                        new CodeTables().all().stream().map(CodeTable::id).toList());
        assertThat(tables)
                .first()
                .hasToString("{\"id\":\"gender\",\"chinese\":\"性别\",\"english\":\"Sex\","
                        + "\"standard\":\"GB/T 2261.1-2003\",\"version\":\"2003-12-01\"}");
        assertThat(tables).noneMatch(table -> table.has("codes"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    @DisplayName("may be kept by any cache, and its tag is the digest of exactly what was sent")
    void tagged(String path) throws Exception {
        Answer answer = room.get(path).is(200);

        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(answer.body().getBytes(StandardCharsets.UTF_8));
        assertThat(answer.header("cache-control")).contains("public, max-age=86400");
        assertThat(answer.header("etag")).contains("\"" + HexFormat.of().formatHex(digest) + "\"");
    }

    @ParameterizedTest
    @MethodSource("paths")
    @DisplayName("is not sent again to who has it")
    void notModified(String path) {
        String tag = room.get(path).header("etag").orElseThrow();

        Answer again = room.getUnless(path, "W/\"other\", " + tag).is(304);

        assertThat(again.body()).isEmpty();
        assertThat(again.header("etag")).contains(tag);
        assertThat(again.header("cache-control")).contains("public, max-age=86400");
        room.getUnless(path, "*").is(304);
        room.getUnless(path, "\"other\"").is(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-table", "Gender", "gender.tsv", "9", "gender/9"})
    @DisplayName("is not there under any other name")
    void unknown(String table) {
        Answer answer = room.get("/v1/codes/" + table).isProblem(404, "no-such-thing");

        assertThat(answer.header("cache-control")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    @DisplayName("can only be read")
    void otherMethods(String method) {
        room.call(method, "/v1/codes/gender", Map.of()).isProblem(405, "method-not-allowed");
        room.call(method, "/v1/codes", Map.of()).isProblem(405, "method-not-allowed");
    }

    private static JsonNode code(String table, String code) {
        return room.get("/v1/codes/" + table)
                .is(200)
                .json()
                .path("codes")
                .valueStream()
                .filter(view -> view.path("code").asText().equals(code))
                .findFirst()
                .orElseThrow();
    }
}
