package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Whoever deployed the platform: may invoke its staff function, as nobody else may. */
final class Deployer {
    private final URI aws;

    Deployer(URI aws) {
        this.aws = aws;
    }

    /** What staff is asked for, under an id of its own. */
    static ObjectNode act(String act, String account) {
        return Http.JSON
                .createObjectNode()
                .put("act", act)
                .put("subject", account)
                .put("by", "op-17")
                .put("reason", "王芳 showed her passport")
                .put("request", UUID.randomUUID().toString());
    }

    /** Giving an account back to the holder of an address. */
    static ObjectNode returning(String account, String channel, String address) {
        return act("return", account).put("channel", channel).put("address", address);
    }

    /** Asks staff, and gives the answer. */
    JsonNode asks(ObjectNode act) {
        try (LambdaClient lambda = client(LambdaClient.builder().httpClient(UrlConnectionHttpClient.create()))) {
            InvokeResponse answer = lambda.invoke(
                    invoke -> invoke.functionName("StaffFunction").payload(SdkBytes.fromUtf8String(act.toString())));
            assertThat(answer.functionError())
                    .as(answer.payload().asUtf8String())
                    .isNull();
            return Http.JSON.readTree(answer.payload().asUtf8String());
        } catch (JsonProcessingException noJson) {
            throw new AssertionError(noJson);
        }
    }

    /** Asks staff for what must be done. */
    void does(ObjectNode act) {
        JsonNode answer = asks(act);
        assertThat(answer.path("done")).as(answer.toString()).isEqualTo(act.path("act"));
    }

    /** Freezes an account as of {@code since}, by hand, with a case and all sessions ended. */
    void freezes(String account, Instant since) {
        try (DynamoDbClient dynamo = client(DynamoDbClient.builder().httpClient(UrlConnectionHttpClient.create()))) {
            dynamo.updateItem(update -> update.tableName("RegistrationTable")
                    .key(Map.of(
                            "pk", AttributeValue.fromS("ACCOUNT#" + account), "sk", AttributeValue.fromS("ACCOUNT")))
                    .updateExpression("SET #state = :frozen, frozenAt = :since, caseId = :case ADD generation :one")
                    .conditionExpression("attribute_exists(pk)")
                    .expressionAttributeNames(Map.of("#state", "state"))
                    .expressionAttributeValues(Map.of(
                            ":frozen", AttributeValue.fromS("frozen"),
                            ":since", AttributeValue.fromN(Long.toString(since.getEpochSecond())),
                            ":case", AttributeValue.fromS("AAAAAAAAAAAAAAAAAAAAAA"),
                            ":one", AttributeValue.fromN("1"))));
        }
    }

    private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(aws)
                .region(Region.CN_NORTH_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }
}
