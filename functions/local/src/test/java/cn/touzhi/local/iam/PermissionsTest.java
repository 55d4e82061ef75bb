package cn.touzhi.local.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.local.template.Stack;
import cn.touzhi.local.template.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A role's policies")
class PermissionsTest {
    private static final String TABLE = "arn:aws-cn:dynamodb:cn-north-1:123456789012:table/T";

    @TempDir
    Path folder;

    @Test
    @DisplayName("allow what a statement names, wildcards included, and nothing else")
    void allow() throws IOException {
        Permissions permissions = permissions("{Sid: A, Effect: Allow, Action: 'dynamodb:Get*', Resource: ['" + TABLE
                + "', '" + TABLE + "/index/*']}");

        permissions.demand("R", Access.of("dynamodb:GetItem", TABLE));
        permissions.demand("R", Access.of("dynamodb:getitem", TABLE + "/index/byName"));
        assertThatThrownBy(() -> permissions.demand("R", Access.of("dynamodb:PutItem", TABLE)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no identity-based policy allows the dynamodb:PutItem action");
        assertThatThrownBy(() -> permissions.demand("R", Access.of("dynamodb:GetItem", TABLE + "2")))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> permissions.demand("Other", Access.of("dynamodb:GetItem", TABLE)))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    @DisplayName("deny first")
    void deny() throws IOException {
        Permissions permissions = permissions("{Effect: Allow, Action: 'sns:Publish', Resource: '*'}, "
                + "{Effect: Deny, Action: 'sns:Publish', Resource: 'arn:aws-cn:sns:*:*:*'}");

        permissions.demand("R", Access.of("sns:Publish", "PhoneNumber"));
        assertThatThrownBy(() ->
                        permissions.demand("R", Access.of("sns:Publish", "arn:aws-cn:sns:cn-north-1:123456789012:T")))
                .hasMessageContaining("explicit deny");
    }

    @Test
    @DisplayName("tell which grants were used and which calls were refused")
    void record() throws IOException {
        Permissions permissions = permissions(
                "{Sid: A, Effect: Allow, Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: '" + TABLE + "'}");

        permissions.demand("R", Access.of("dynamodb:GetItem", TABLE));
        assertThatThrownBy(() -> permissions.demand("R", Access.of("dynamodb:Scan", TABLE)))
                .isInstanceOf(RefusedException.class);

        Grant used = new Grant("R", "A", "dynamodb:GetItem", TABLE);
        assertThat(permissions.grants().declared())
                .containsExactly(used, new Grant("R", "A", "dynamodb:PutItem", TABLE));
        assertThat(permissions.grants().used()).containsExactly(used);
        assertThat(permissions.grants().refused()).singleElement().satisfies(refusal -> assertThat(refusal.action())
                .isEqualTo("dynamodb:Scan"));
    }

    @ParameterizedTest(name = "{0} {1} with {2}: {3}")
    @CsvSource(textBlock = """
            StringEquals,               'ROOM#a',   'ROOM#a',        true
            StringEquals,               'ROOM#a',   'ROOM#b',        false
            StringEquals,               'ROOM#a',   ,                false
            StringEqualsIfExists,       'ROOM#a',   ,                true
            StringNotEquals,            'ROOM#a',   'ROOM#b',        true
            StringNotEquals,            'ROOM#a',   ,                true
            StringLike,                 'ROOM#*',   'ROOM#b',        true
            StringLike,                 'ROOM#?',   'ROOM#bb',       false
            ForAllValues:StringLike,    'ROOM#*',   'ROOM#a;ROOM#b', true
            ForAllValues:StringLike,    'ROOM#*',   'ROOM#a;OTHER',  false
            ForAllValues:StringEquals,  'ROOM#a',   ,                true
            ForAnyValue:StringEquals,   'ROOM#a',   'ROOM#a;OTHER',  true
            ForAnyValue:StringEquals,   'ROOM#a',   ,                false
            Null,                       'true',     ,                true
            Null,                       'false',    'ROOM#a',        true
            Null,                       'false',    ,                false
            """)
    @DisplayName("hold to their conditions")
    void condition(String operator, String wanted, String given, boolean holds) throws IOException {
        Permissions permissions = permissions(
                "{Effect: Allow, Action: 'dynamodb:GetItem', Resource: '*', Condition: {'%s': {'dynamodb:LeadingKeys': '%s'}}}"
                        .formatted(operator, wanted));
        Map<String, List<String>> context =
                given == null ? Map.of() : Map.of("dynamodb:LeadingKeys", List.of(given.split(";")));
        Access access = new Access("dynamodb:GetItem", TABLE, context);

        if (holds) {
            assertThatCode(() -> permissions.demand("R", access)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> permissions.demand("R", access)).isInstanceOf(RefusedException.class);
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            {Sid: A, Effect: Allow, NotAction: 'a:b', Resource: '*'} | R, policy P, statement A has NotAction, which the local cloud cannot judge.
            {Sid: A, Action: 'a:b', Resource: '*'} | R, policy P, statement A has no Effect.
            {Sid: A, Effect: Allow, Action: 'a:b', Resource: '*', Condition: {IpAddress: {'aws:SourceIp': x}}} | R, policy P, statement A has the condition operator IpAddress, which the local cloud cannot judge.
            {Sid: A, Effect: Allow, Action: 'a:b', Resource: '*', Condition: {Bool: {'aws:MultiFactorAuthPresent': true}}} | R, policy P, statement A has the condition key aws:MultiFactorAuthPresent, which the local cloud cannot judge.
            """)
    @DisplayName("that cannot be judged are refused at the start in one sentence")
    void unjudgeable(String statement, String sentence) {
        assertThatThrownBy(() -> permissions(statement))
                .isInstanceOf(TemplateException.class)
                .hasMessage(sentence);
    }

    private Permissions permissions(String statements) throws IOException {
        Path template = Files.writeString(
                folder.resolve("template.yaml"),
                "Resources: {R: {Type: AWS::IAM::Role, Properties: {Policies: [{PolicyName: P, PolicyDocument: {Statement: ["
                        + statements + "]}}]}}}");
        return new Permissions(Stack.read(template, Map.of()));
    }
}
