package cn.touzhi.kernel.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A merge patch")
class MergePatchTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'a':'b'}          | {'a':'c'}                   | {'a':'c'}",
                "{'a':'b'}          | {'b':'c'}                   | {'a':'b','b':'c'}",
                "{'a':'b'}          | {'a':null}                  | {}",
                "{'a':'b','b':'c'}  | {'a':null}                  | {'b':'c'}",
                "{'a':['b']}        | {'a':'c'}                   | {'a':'c'}",
                "{'a':'c'}          | {'a':['b']}                 | {'a':['b']}",
                "{'a':{'b':'c'}}    | {'a':{'b':'d','c':null}}    | {'a':{'b':'d'}}",
                "{'a':[{'b':'c'}]}  | {'a':[1]}                   | {'a':[1]}",
                "['a','b']          | ['c','d']                   | ['c','d']",
                "{'a':'b'}          | ['c']                       | ['c']",
                "{'a':'foo'}        | null                        | null",
                "{'a':'foo'}        | 'bar'                       | 'bar'",
                "{'e':null}         | {'a':1}                     | {'e':null,'a':1}",
                "[1,2]              | {'a':'b','c':null}          | {'a':'b'}",
                "{}                 | {'a':{'bb':{'ccc':null}}}   | {'a':{'bb':{}}}"
            })
    @DisplayName("makes of each example of RFC 7396, Appendix A, what it says there:")
    void examples(String target, String patch, String result) throws IOException {
        assertThat(of(patch).appliedTo(json(target))).isEqualTo(json(result));
    }

    @Test
    @DisplayName("says by itself what it puts somewhere, and nothing of what it takes away")
    void said() throws IOException {
        assertThat(of("{'a':{'b':1,'c':null},'d':null,'e':[null]}").said()).isEqualTo(json("{'a':{'b':1},'e':[null]}"));
    }

    @Test
    @DisplayName("of a member is what it says of that, and changes nothing where it says nothing, or takes it away")
    void member() throws IOException {
        assertThat(of("{'a':{'b':1}}").of("a")).isEqualTo(of("{'b':1}"));
        assertThat(of("{'a':{'b':1}}").of("b")).isEqualTo(of("{}"));
        assertThat(of("{'a':null}").of("a")).isEqualTo(of("{}"));
        assertThat(of("[1]").of("a")).isEqualTo(of("{}"));
    }

    private static MergePatch of(String text) throws IOException {
        return new MergePatch(json(text));
    }

    private static JsonNode json(String text) throws IOException {
        return JsonTree.read(text.replace('\'', '"'));
    }
}
