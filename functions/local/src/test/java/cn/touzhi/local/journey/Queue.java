package cn.touzhi.local.journey;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A queue as whoever deployed it may fill it by hand. */
final class Queue {
    private final URI aws;
    private final String name;

    Queue(URI aws, String name) {
        this.aws = aws;
        this.name = name;
    }

    /** Puts a message into it and gives the message's id. */
    String put(String body) {
        try (SqsClient sqs = SqsClient.builder()
                .endpointOverride(aws)
                .region(Region.CN_NORTH_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            String url = sqs.getQueueUrl(get -> get.queueName(name)).queueUrl();
            return sqs.sendMessage(send -> send.queueUrl(url).messageBody(body)).messageId();
        }
    }
}
