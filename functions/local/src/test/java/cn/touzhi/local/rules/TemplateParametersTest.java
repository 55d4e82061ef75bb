package cn.touzhi.local.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.template.Stack;
import cn.touzhi.local.template.TemplateException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The template's parameters")
class TemplateParametersTest {
    private static final Template TEMPLATE = Template.ofProject();

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    @DisplayName("give a stack that belongs wholly to where it is deployed, such as")
    void place(Place place) {
        Stack stack = place.deploy(TEMPLATE, Map.of("DataResidency", "anywhere"));

        assertThat(stack.functions()).isNotEmpty();
        assertThat(Tree.leaves("", place.seenFrom(TEMPLATE).path("Resources")).map(Tree.Leaf::text))
                .filteredOn(text -> text.startsWith("arn:"))
                .isNotEmpty()
                .allMatch(text -> text.startsWith("arn:" + place.partition() + ":"));
        assertThat(Tree.leaves("", place.seenFrom(TEMPLATE).path("Resources"))
                        .filter(leaf -> leaf.text().contains("amazonaws.com"))
                        .filter(leaf -> !leaf.where().contains(".Principal.Service"))
                        .map(Tree.Leaf::text))
                .isNotEmpty()
                .allMatch(text -> text.endsWith("." + place.region() + "." + place.suffix()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    @DisplayName("keep personal data in mainland China unless they say otherwise, in")
    void residency(Place place) {
        if (place.partition().equals("aws-cn")) {
            assertThat(place.deploy(TEMPLATE, Map.of()).functions()).isNotEmpty();
        } else {
            assertThatThrownBy(() -> place.deploy(TEMPLATE, Map.of()))
                    .isInstanceOf(TemplateException.class)
                    .hasMessageContaining("keeps personal data in mainland China");
        }
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', textBlock = """
            Stage                | Production
            DataResidency        | europe
            ApiDomain            | https://api.touzhi.cn
            WebDomain            | a-domain-too-long-for-an-sms.cn
            WebOrigins           | *
            WebOrigins           | https://www.touzhi.cn,*
            WebOrigins           | http://www.touzhi.cn
            SnapStart            | On
            SmsCountries         | China
            EmailDomain          | nobody@touzhi.cn
            AndroidAppHash       | short
            CodeLifetime         | 601
            CodeLifetime         | 299
            ProofLifetime        | 601
            Guesses              | 6
            SendsPerHour         | 6
            SendsPerDay          | 11
            HarderSendsPerDay    | 21
            HarderGuesses        | 3
            KnownSendsPerDay     | 11
            KnownGuesses         | 4
            ChallengeLifetime    | 601
            BlockSends           | 1001
            CountrySends         | 50001
            NumberRecycledAfter  | 7776001
            IdentityYouth        | 0
            StaffDecidesAfter    | 0
            AccessTokenLifetime  | 3601
            RefreshGrace         | 301
            SessionIdle          | 2592001
            SessionLifetime      | 15552001
            SigningKeyLife       | 86399
            DeniedKeys           | not-a-thumbprint
            ReservedConcurrency  | -1
            """)
    @DisplayName("refuse what would break a promise, such as")
    void refused(String name, String value) {
        assertThatThrownBy(() -> Stack.of(TEMPLATE.source(), TEMPLATE.folder(), Map.of(name, value)))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("parameter " + name);
    }

    @Test
    @DisplayName("ask for a certificate where a domain is given")
    void certificate() {
        assertThatThrownBy(() -> Stack.of(TEMPLATE.source(), TEMPLATE.folder(), Map.of("ApiDomain", "api.touzhi.cn")))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("ApiCertificate");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 9})
    @DisplayName("refuse a reservation that would throttle the sending queue, such as")
    void starving(int reserved) {
        assertThatThrownBy(() -> reserve(reserved))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("codes go to the dead letters");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 100})
    @DisplayName("take any larger reservation, such as")
    void feeding(int reserved) {
        assertThat(reserve(reserved).functions())
                .extracting(LambdaFunction::reservedConcurrency)
                .contains(OptionalInt.of(reserved));
    }

    private static Stack reserve(int concurrency) {
        return Stack.of(
                TEMPLATE.source(), TEMPLATE.folder(), Map.of("ReservedConcurrency", String.valueOf(concurrency)));
    }

    @Test
    @DisplayName("bring domain, snapshots, reserved concurrency and alarm actions, or leave them out")
    void conditions() {
        Stack all = TEMPLATE.stack();
        Stack none = Stack.of(TEMPLATE.source(), TEMPLATE.folder(), Map.of("SnapStart", "None"));

        assertThat(all.resources()).containsKeys("ApiDomainName", "ApiDomainMapping");
        assertThat(all.functions()).anyMatch(LambdaFunction::snapStart);
        assertThat(all.functions())
                .anyMatch(function -> function.reservedConcurrency().isPresent());
        assertThat(all.alarms()).allMatch(alarm -> alarm.properties().has("AlarmActions"));
        assertThat(none.resources()).doesNotContainKeys("ApiDomainName", "ApiDomainMapping");
        assertThat(none.functions()).noneMatch(LambdaFunction::snapStart);
        assertThat(none.functions())
                .allMatch(function -> function.reservedConcurrency().isEmpty());
        assertThat(none.alarms()).noneMatch(alarm -> alarm.properties().has("AlarmActions"));
    }

    @Test
    @DisplayName("all have a default, a description and a place in the console's form")
    void described() {
        JsonNode parameters = TEMPLATE.source().path("Parameters");
        List<String> grouped = TEMPLATE
                .source()
                .at("/Metadata/AWS::CloudFormation::Interface/ParameterGroups")
                .findValues("Parameters")
                .stream()
                .flatMap(group -> Tree.texts(group).stream())
                .toList();

        assertThat(parameters).allMatch(parameter -> parameter.has("Default") && parameter.has("Description"));
        assertThat(grouped).containsExactlyInAnyOrderElementsOf(() -> parameters.fieldNames());
    }

    static Stream<Place> places() {
        return Stream.of(Place.BEIJING, Place.NINGXIA, Place.SINGAPORE, Place.OREGON);
    }
}
