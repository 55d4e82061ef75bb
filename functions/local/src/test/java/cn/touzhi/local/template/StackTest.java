package cn.touzhi.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.local.template.EventSource.FromQueue;
import cn.touzhi.local.template.EventSource.FromStream;
import cn.touzhi.local.template.EventSource.HttpRoute;
import cn.touzhi.local.template.EventSource.OnSchedule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A template")
class StackTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("gives its functions with Globals merged and every intrinsic function resolved")
    void function() throws IOException {
        LambdaFunction function = stack(Map.of()).functions().getFirst();

        assertThat(function.logicalId()).isEqualTo("RegistrationFunction");
        assertThat(function.code())
                .isEqualTo(folder.toAbsolutePath().resolve("functions/registration/target/registration.zip"));
        assertThat(function.runtime()).isEqualTo("java25");
        assertThat(function.memoryMegabytes()).isEqualTo(1024);
        assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(function.role()).isEqualTo("RegistrationRole");
        assertThat(function.snapStart()).isTrue();
        assertThat(function.logGroup()).contains("RegistrationLogs");
        assertThat(function.reservedConcurrency()).isEmpty();
        assertThat(function.environment())
                .containsOnly(
                        Map.entry("STAGE", "test"),
                        Map.entry("TABLE", "RegistrationTable"),
                        Map.entry("QUEUE", "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/SendingQueue"),
                        Map.entry("SENDS", "5"),
                        Map.entry(
                                "LITERAL",
                                "${Kept} b arn:aws-cn:dynamodb:cn-north-1:123456789012:table/RegistrationTable"),
                        Map.entry("COUNTRIES", "86,852"));
    }

    @Test
    @DisplayName("tells what starts a function")
    void events() throws IOException {
        List<EventSource> events = stack(Map.of()).functions().getFirst().events();

        assertThat(events)
                .containsExactly(
                        new HttpRoute(
                                "Enter",
                                "Api",
                                "POST",
                                "/v1/verifications",
                                Optional.empty(),
                                List.of(),
                                Optional.of(new Throttle(5, 2.5))),
                        new HttpRoute(
                                "Me",
                                "Api",
                                "GET",
                                "/v1/accounts/me",
                                Optional.of("Tokens"),
                                List.of("user", "staff"),
                                Optional.of(new Throttle(7, 7))),
                        new OnSchedule("Warm", "rate(5 minutes)", Optional.of("{\"warm\":true}")),
                        new FromQueue("Send", "SendingQueue", 5, Duration.ZERO, true, OptionalInt.of(2)),
                        new FromStream(
                                "Publish",
                                "RegistrationTable",
                                100,
                                Duration.ZERO,
                                false,
                                true,
                                3,
                                Optional.of(Duration.ofHours(1)),
                                Optional.of("DeadLetters"),
                                "TRIM_HORIZON"));
    }

    @Test
    @DisplayName("gives its APIs with authorizer, CORS and throttling")
    void api() throws IOException {
        HttpApi api = stack(Map.of()).apis().getLast();

        assertThat(api.defaultAuthorizer()).contains("Tokens");
        assertThat(api.authorizers())
                .containsEntry(
                        "Tokens",
                        new HttpApi.Authorizer(
                                "Tokens",
                                "https://Issuer.execute-api.cn-north-1.amazonaws.com.cn",
                                List.of("touzhi"),
                                List.of("user"),
                                "$request.header.Authorization"));
        assertThat(api.defaultThrottle()).contains(new Throttle(100, 50));
        assertThat(api.cors()).hasValueSatisfying(cors -> {
            assertThat(cors.origins()).containsExactly("https://touzhi.cn");
            assertThat(cors.credentials()).isTrue();
            assertThat(cors.maxAge()).hasValue(600);
        });
    }

    @Test
    @DisplayName("gives its stores, queues and topics")
    void stores() throws IOException {
        Stack stack = stack(Map.of());

        assertThat(stack.tables())
                .containsExactly(new Table(
                        "RegistrationTable",
                        List.of(new Table.KeyElement("pk", "HASH", "S"), new Table.KeyElement("sk", "RANGE", "B")),
                        true,
                        "NEW_AND_OLD_IMAGES",
                        Optional.of("expiresAt"),
                        List.of()));
        assertThat(stack.queues())
                .containsExactly(
                        new Queue(
                                "SendingQueue",
                                false,
                                Duration.ofMinutes(1),
                                Duration.ofDays(4),
                                Duration.ZERO,
                                Optional.of(new Queue.Redrive("DeadLetters", 5))),
                        new Queue(
                                "DeadLetters",
                                false,
                                Duration.ofSeconds(30),
                                Duration.ofDays(14),
                                Duration.ZERO,
                                Optional.empty()));
        assertThat(stack.subscriptions().getFirst()).satisfies(subscription -> {
            assertThat(subscription.topic()).isEqualTo("Events");
            assertThat(subscription.queue()).isEqualTo("SendingQueue");
            assertThat(subscription.raw()).isTrue();
            assertThat(subscription.filterPolicy()).isPresent();
        });
        assertThat(stack.queuePolicies().getFirst().queues()).containsExactly("SendingQueue");
        assertThat(stack.keys().getFirst().aliases()).containsExactly("alias/touzhi-storage");
        assertThat(stack.secrets().getFirst().key()).contains("alias/touzhi-storage");
    }

    @Test
    @DisplayName("follows its conditions when parameters are given")
    void conditions() throws IOException {
        Stack stack = stack(Map.of("Stage", "production", "Concurrency", "20"));

        assertThat(stack.resources()).containsKey("OnlyInProduction");
        assertThat(stack.functions().getFirst().reservedConcurrency()).hasValue(20);
        assertThat(stack.functions().getFirst().environment()).containsEntry("SENDS", "10");
        assertThat(stack.roles().getFirst().policies().getFirst().document().path("Statement"))
                .hasSize(2);
        assertThat(stack(Map.of())
                        .roles()
                        .getFirst()
                        .policies()
                        .getFirst()
                        .document()
                        .path("Statement"))
                .hasSize(1);
    }

    @Test
    @DisplayName("shows its source with the short tags in their long form")
    void rawSource() throws IOException {
        Stack stack = stack(Map.of());

        assertThat(stack.source()
                        .at("/Resources/RegistrationFunction/Properties/Role/Fn::GetAtt/0")
                        .asText())
                .isEqualTo("RegistrationRole");
        assertThat(stack.source().at("/Conditions/Both/Fn::And/0/Condition").asText())
                .isEqualTo("Production");
        assertThat(stack.resources()
                        .get("RegistrationTable")
                        .attributes()
                        .path("DeletionPolicy")
                        .asText())
                .isEqualTo("Retain");
    }

    @Test
    @DisplayName("refuses what its rules forbid, in the rule's own words")
    void rules() {
        assertThatThrownBy(() -> stack(Map.of("Stage", "production")))
                .isInstanceOf(TemplateException.class)
                .hasMessage("Rules.OnlyReserved does not hold: production reserves concurrency.");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
            TABLE: !Ref RegistrationTable      | TABLE: !Ref Missing           | RegistrationFunction.Environment.Variables.TABLE refers to Missing, which the template does not declare.
            !Ref SendingQueue]                 | !Sub "${Missing.Arn}"]        | SendingQueuePolicy.Queues refers to Missing, which the template does not declare.
            Handler: cn.touzhi.Handler::handleRequest | Description: none     | RegistrationFunction has no Handler.
            !Join [",", !Ref Countries]        | !Cidr ["10.0.0.0/8", 1]       | RegistrationFunction.Environment.Variables.COUNTRIES uses Fn::Cidr, which is no function that the local cloud knows.
            Resources:                         | "Resources: ["                | small.yaml, line 34: could not find expected ':'.
            Type: ScheduleV2                   | Type: AlexaSkill              | RegistrationFunction.Events.Warm is of type AlexaSkill, which the local cloud has not.
            Queue: !GetAtt SendingQueue.Arn    | Queue: !GetAtt Events.TopicArn | RegistrationFunction.Events.Send.Properties.Queue is no resource of type AWS::SQS::Queue in this template: arn:aws-cn:sns:cn-north-1:123456789012:Events.
            QUEUE: !Ref SendingQueue           | QUEUE: !GetAtt SendingQueue.Url | RegistrationFunction.Environment.Variables.QUEUE asks SendingQueue for Url, which a resource of type AWS::SQS::Queue does not have.
            QUEUE: !Ref SendingQueue           | QUEUE: !Ref OnlyInProduction  | RegistrationFunction.Environment.Variables.QUEUE refers to OnlyInProduction, whose condition Production does not hold.
            DefaultAuthorizer: Tokens          | DefaultAuthorizer: Others     | Api.Auth.DefaultAuthorizer is Others, which is not among its Authorizers.
            IssuerApiGatewayDefaultStage,      | IssuerDefaultStage,           | Api.DependsOn names IssuerDefaultStage, which the template does not declare.
            AttributeName: sk, AttributeType: B | AttributeName: s, AttributeType: B | RegistrationTable has the key sk, which AttributeDefinitions does not define.
            DefaultRouteSettings:              | CorsConfiguration:            | Api.CorsConfiguration is not understood here; write x-amazon-apigateway-cors into its DefinitionBody.
            Timeout: 10                        | Timeout: soon                 | RegistrationFunction.Timeout must be a whole number.
            Default: 0, MinValue: 0            | Default: -1, MinValue: 0      | The parameter Concurrency is out of its range with -1.
            Condition: Production              | Condition: Proof              | OnlyInProduction depends on the condition Proof, which the template does not declare.
            """)
    @DisplayName("that is broken is told in one sentence")
    void broken(String sound, String broken, String sentence) throws IOException {
        Path template = write(source().replace(sound, broken));

        assertThatThrownBy(() -> Stack.read(template, Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessage(sentence);
    }

    @Test
    @DisplayName("with a key twice is refused with its line")
    void twice() throws IOException {
        Path template = write("Resources:\n  A: {Type: AWS::SNS::Topic}\n  A: {Type: AWS::SNS::Topic}\n");

        assertThatThrownBy(() -> Stack.read(template, Map.of()))
                .hasMessage("small.yaml, line 3 has the key A a second time.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Resources:\n  A: \u0001\n",
                "Resources: &all\n  A: *all\n",
                "Resources: [\n",
                "Resources: {A: {Type: AWS::SNS::Topic, Properties: {TopicName: 99999999999999999999999}}}\n}",
                "",
            })
    @DisplayName("that is hardly YAML is told of in one sentence, too")
    void hardlyYaml(String source) throws IOException {
        Path template = write(source);

        assertThatThrownBy(() -> Stack.read(template, Map.of()))
                .isInstanceOf(TemplateException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage().lines()).hasSize(1));
    }

    @Test
    @DisplayName("that is not UTF-8 is told of as such")
    void binary() throws IOException {
        Path template = Files.write(folder.resolve("small.yaml"), new byte[] {'A', ':', ' ', (byte) 0xff, '\n'});

        assertThatThrownBy(() -> Stack.read(template, Map.of())).hasMessage("small.yaml is not UTF-8.");
    }

    @Test
    @DisplayName("refuses a parameter that it does not have")
    void unknownParameter() {
        assertThatThrownBy(() -> stack(Map.of("Stages", "test")))
                .hasMessage("The parameter Stages was given, but the template has none of this name.");
    }

    private Stack stack(Map<String, String> parameters) throws IOException {
        return Stack.read(write(source()), parameters);
    }

    private Path write(String template) throws IOException {
        return Files.writeString(folder.resolve("small.yaml"), template);
    }

    private static String source() throws IOException {
        try (InputStream small = StackTest.class.getResourceAsStream("small.yaml")) {
            return new String(small.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
