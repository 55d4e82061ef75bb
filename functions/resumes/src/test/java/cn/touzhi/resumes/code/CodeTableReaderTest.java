package cn.touzhi.resumes.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The file of a code table")
class CodeTableReaderTest {
    private static final String HEAD =
            "chinese\t颜色\nenglish\tColour\nstandard\tTouzhi\nversion\t2026-11-26\nsource\tOf our own making\n";

    @Test
    @DisplayName("is read line by line: what the table is, an empty line, its codes")
    void read() {
        CodeTable table = CodeTableReader.read(
                "colour",
                HEAD + "note\tA note\n\n1\t红\tRed\n11\t绯红\tCrimson\t1\n12\t朱红\tVermilion\t1\tabolished\n"
                        + "9\t未说明\tNot stated\t\tundisclosed\n");

        assertThat(table.id()).isEqualTo("colour");
        assertThat(table.chinese()).isEqualTo("颜色");
        assertThat(table.english()).isEqualTo("Colour");
        assertThat(table.standard()).isEqualTo("Touzhi");
        assertThat(table.version()).isEqualTo(LocalDate.of(2026, 11, 26));
        assertThat(table.source()).isEqualTo("Of our own making");
        assertThat(table.note()).contains("A note");
        assertThat(table.codes())
                .containsExactly(
                        new Code("1", "红", "Red", Optional.empty(), false, false),
                        new Code("11", "绯红", "Crimson", Optional.of("1"), false, false),
                        new Code("12", "朱红", "Vermilion", Optional.of("1"), false, true),
                        new Code("9", "未说明", "Not stated", Optional.empty(), true, false));
    }

    @Test
    @DisplayName("need not have a note")
    void noNote() {
        assertThat(CodeTableReader.read("colour", HEAD + "\n1\t红\tRed\n").note())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1\t红\tRed\n",
                "\n1\t红\n",
                "\n1\t红\tRed\t\tgone\n",
                "\n1\t红\tRed\t\tabolished\tmore\n",
                "\n1\t红\tRed\n\n",
                "chinese\t色\n\n1\t红\tRed\n",
                "note\n\n1\t红\tRed\n"
            })
    @DisplayName("is refused in any other form, rather than read as something that nobody meant")
    void refused(String rest) {
        assertThatIllegalStateException().isThrownBy(() -> CodeTableReader.read("colour", HEAD + rest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chinese", "english", "standard", "version", "source"})
    @DisplayName("is refused where it doesn't say what the table is")
    void incomplete(String property) {
        String head = HEAD.replaceFirst("(?m)^" + property + "\t.*\n", "");

        assertThatIllegalStateException()
                .isThrownBy(() -> CodeTableReader.read("colour", head + "\n1\t红\tRed\n"))
                .withMessageContaining(property);
    }
}
