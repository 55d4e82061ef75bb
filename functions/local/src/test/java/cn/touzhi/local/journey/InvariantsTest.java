package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The invariants of what is stored")
class InvariantsTest {
    /** Somebody with one address, and somebody who was erased. */
    private static Map<String, String> sound() {
        Map<String, String> items = new TreeMap<>();
        items.put("ACCOUNT#a/ACCOUNT", "'state':'active','generation':2,'identities':1,'signIns':1");
        items.put("ACCOUNT#a/IDENTITY#d", "'addressDigest':'d'");
        items.put("ACCOUNT#a/ACCEPTANCE#0004", "'version':4");
        items.put("ACCOUNT#a/SESSION#s", "'generation':1");
        items.put("ACCOUNT#a/EVENT#e", "'event':{'type':'SessionEnded'}");
        items.put("IDENTITY#d/IDENTITY", "'subject':'a'");
        items.put("NOTICE#a/NOTICE#n", "'state':'sent','claim':'c'");
        items.put("VERIFICATION#v/VERIFICATION", "'state':'sent','addressDigest':'d','usedBy':'a'");
        items.put("ADDRESS#d/SENDS", "'verifications':['v']");
        items.put("ACCOUNT#b/ACCOUNT", "'state':'erased','generation':2");
        items.put("ACCOUNT#b/EVENT#e", "'event':{'type':'AccountLapsed'}");
        items.put("FENCE#b/FENCE", "'finishedAt':1");
        return items;
    }

    static Stream<Arguments> halfStates() {
        return Stream.of(
                broken("an account counts an address that it lost", items -> {
                    items.remove("ACCOUNT#a/IDENTITY#d");
                    items.remove("IDENTITY#d/IDENTITY");
                }),
                broken("a guard is of an account that doesn't know it", items -> items.remove("ACCOUNT#a/IDENTITY#d")),
                broken("an address has no guard", items -> items.remove("IDENTITY#d/IDENTITY")),
                broken(
                        "a guard was taken back alone",
                        items -> items.put("IDENTITY#d/IDENTITY", "'subject':'a','removedAt':1")),
                broken("a session is under no account", items -> items.put("ACCOUNT#x/SESSION#s", "'generation':1")),
                broken(
                        "a session is of a generation to come",
                        items -> items.put("ACCOUNT#a/SESSION#s", "'generation':3")),
                broken("more sessions than sign-ins", items -> items.put("ACCOUNT#a/SESSION#t", "'generation':1")),
                broken("an account accepted nothing", items -> items.remove("ACCOUNT#a/ACCEPTANCE#0004")),
                broken(
                        "a message was sent and not counted",
                        items -> items.put("ADDRESS#d/SENDS", "'verifications':['w']")),
                broken(
                        "a message was claimed and never settled",
                        items -> items.put("VERIFICATION#v/VERIFICATION", "'state':'sending','claim':'c'")),
                broken(
                        "a verification was used by no account",
                        items -> items.put("VERIFICATION#v/VERIFICATION", "'state':'sending','usedBy':'x'")),
                broken("a notice is for nobody", items -> items.put("NOTICE#x/NOTICE#n", "'state':'sent'")),
                broken(
                        "a notice was claimed and never settled",
                        items -> items.put("NOTICE#a/NOTICE#n", "'state':'sending','claim':'c'")),
                broken(
                        "something is left of an erased account",
                        items -> items.put("ACCOUNT#b/SESSION#s", "'generation':1")),
                broken("an account was erased without a fence", items -> items.remove("FENCE#b/FENCE")),
                broken("an erasure stopped half-way", items -> items.put("FENCE#b/FENCE", "'pages':1")),
                broken(
                        "a fence stands before an account that may be used",
                        items -> items.put("FENCE#a/FENCE", "'finishedAt':1")),
                broken("a lapse is of no account", items -> items.put("LAPSES#2026-11-26/ACCOUNT#x", "'dueAt':1")));
    }

    @Test
    @DisplayName("hold for what is sound")
    void hold() {
        assertThat(Invariants.of(lines(sound())).contradictions()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("halfStates")
    @DisplayName("don't hold where")
    void notice(String what, Consumer<Map<String, String>> breaking) {
        Map<String, String> items = sound();
        breaking.accept(items);

        assertThat(Invariants.of(lines(items)).contradictions()).as(what).isNotEmpty();
    }

    private static Arguments broken(String what, Consumer<Map<String, String>> breaking) {
        return Arguments.of(what, breaking);
    }

    private static List<JsonNode> lines(Map<String, String> items) {
        List<JsonNode> lines = new ArrayList<>();
        items.forEach((key, value) -> lines.add(
                json("{'store':'RegistrationTable','kind':'item','key':'" + key + "','value':{" + value + "}}")));
        return lines;
    }

    private static JsonNode json(String text) {
        try {
            return Http.JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
