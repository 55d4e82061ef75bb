package cn.touzhi.privacy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.kernel.policy.Policies;
import cn.touzhi.kernel.policy.Policy;
import cn.touzhi.privacy.PrivacyRoom;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Clause("1")
@DisplayName("The privacy policy")
class PoliciesTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(PrivacyRoom.TABLES);

    private static PrivacyRoom room;

    @BeforeAll
    static void start() {
        room = PrivacyRoom.empty(dynamo);
    }

    @ParameterizedTest(name = "version {0}")
    @CsvSource({"4, 32ac46d47fa44beff04bdca9bd94d5fb84dd00a7b8863498d55e5f3790d76913"})
    @DisplayName("never changes once it is published: people accepted this text")
    void immutable(int version, String sha256) {
        assertThat(new Policies().version(version)).map(Policy::sha256).contains(sha256);
    }

    @Test
    @DisplayName("of today is version 4 of 9 June 2021, and can be read without being anyone")
    void current() {
        Answer answer = room.call("GET", "/v1/policies/current").send().is(200);

        assertThat(answer.json().path("version").asInt()).isEqualTo(4);
        assertThat(answer.text("name")).isEqualTo("2021年6月 第4版");
        assertThat(answer.text("date")).isEqualTo("2021-06-09");
        assertThat(answer.text("language")).isEqualTo("zh-CN");
        assertThat(answer.text("text"))
                .startsWith("隐私政策更新时间：2021年6月9日\n")
                .contains("\n9.未成年人保护\n")
                .endsWith("复原的过程。\n")
                .doesNotContain("网站导航");
        assertThat(answer.text("sha256")).isEqualTo(new Policies().current().sha256());
    }

    @Test
    @DisplayName("keeps every version readable by its number")
    void byNumber() {
        assertThat(room.call("GET", "/v1/policies/4").send().is(200).body())
                .isEqualTo(room.call("GET", "/v1/policies/current").send().body());
    }

    @Test
    @DisplayName("of a later version takes its place, and version 4 stays readable, unchanged")
    void newer() {
        Policy newer = Policy.ofResource(5, "2027年3月 第5版", LocalDate.of(2027, 3, 1), "zh-CN");
        PrivacyRoom later = new PrivacyRoom(dynamo.client(), new Policies(List.of(new Policies().current(), newer)));

        assertThat(later.call("GET", "/v1/policies/current").send().is(200).text("sha256"))
                .isEqualTo(newer.sha256());
        assertThat(later.call("GET", "/v1/policies/4").send().is(200).text("sha256"))
                .isEqualTo(new Policies().current().sha256());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "5", "0", "04", "-4", "4.0", "99999", "latest"})
    @DisplayName("has no version that was never published")
    void unknown(String version) {
        room.call("GET", "/v1/policies/" + version).send().isProblem(404, "no-such-thing");
    }

    @Test
    @DisplayName("may be kept by caches, and is not sent again to who has it")
    void caching() {
        Answer first = room.call("GET", "/v1/policies/4").send();
        assertThat(first.header("cache-control")).contains("public, max-age=31536000, immutable");
        String tag = first.header("etag").orElseThrow();

        Answer again = room.call("GET", "/v1/policies/4")
                .header("if-none-match", "W/\"other\", " + tag)
                .send();

        assertThat(again.is(304).body()).isEmpty();
        assertThat(again.header("etag")).contains(tag);
        room.call("GET", "/v1/policies/4")
                .header("if-none-match", "\"other\"")
                .send()
                .is(200);
    }
}
