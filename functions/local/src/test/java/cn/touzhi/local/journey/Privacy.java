package cn.touzhi.local.journey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** Whoever orders that someone be erased: says so to all rooms, as often as it takes. */
final class Privacy {
    private static final String TOPIC = "arn:aws-cn:sns:cn-north-1:123456789012:DomainEvents";
    private static final String TYPE = "cn.touzhi.privacy.ErasureOrdered.v1";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final URI aws;

    Privacy(URI aws) {
        this.aws = aws;
    }

    /** Orders it, and gives the order's id. */
    String ordersErasure(String subject) {
        String order = newId();
        says(order, subject);
        return order;
    }

    /** Says an order, as an event that was never said before. */
    void says(String order, String subject) {
        ObjectNode event = Http.JSON
                .createObjectNode()
                .put("specversion", "1.0")
                .put("id", newId())
                .put("source", "cn.touzhi.privacy")
                .put("type", TYPE)
                .put("subject", subject)
                .put("time", Instant.now().toString())
                .put("datacontenttype", "application/json");
        event.putObject("data").put("order", order);
        try (SnsClient sns = SnsClient.builder()
                .endpointOverride(aws)
                .region(Region.CN_NORTH_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            MessageAttributeValue type = MessageAttributeValue.builder()
                    .dataType("String")
                    .stringValue(TYPE)
                    .build();
            sns.publish(publish ->
                    publish.topicArn(TOPIC).message(event.toString()).messageAttributes(Map.of("type", type)));
        }
    }

    static String newId() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
