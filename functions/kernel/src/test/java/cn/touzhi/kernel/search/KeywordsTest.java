package cn.touzhi.kernel.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A text is found")
class KeywordsTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "后端开发, 后端 端开 开发",
        "Java 工程师, java 工程 程师",
        "资深Java工程师, 资深 java 工程 程师",
        "ＪＡＶＡ, java",
        "C++/C# 开发, c++ c♯ 开发",
        "node.js, node js",
        "3D打印, 3d 打印",
        "五险一金，带薪年假, 五险 险一 一金 带薪 薪年 年假",
        "开发 开发, 开发",
        "𠮷野家, 𠮷野 野家",
        "Müller-Straße, müller straße"
    })
    @DisplayName("by every two neighbouring signs of Chinese, and by words of other scripts, each once")
    void keywords(String text, String keywords) {
        assertThat(Keywords.of(List.of(text))).containsExactly(keywords.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"厨", "'# + - .'", "''", "'　'", "厨、师"})
    @DisplayName("by nothing where there is neither a word nor two signs together:")
    void none(String text) {
        assertThat(Keywords.of(List.of(text))).isEmpty();
    }

    @Test
    @DisplayName("by keywords that can stand in keys, however long it is")
    void keys() {
        assertThat(Keywords.of(List.of("x".repeat(1000), "a#b##c", "#", "x" + "\uD800\uDF30".repeat(40))))
                .allMatch(keyword -> keyword.codePointCount(0, keyword.length()) <= 30 && !keyword.contains("#"))
                .allMatch(keyword -> StandardCharsets.UTF_8.newEncoder().canEncode(keyword));
    }
}
