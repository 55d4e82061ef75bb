package cn.touzhi.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.local.data.Message;
import cn.touzhi.local.engine.StoredMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.MessageHeader;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SqsException;

@DisplayName("Messages")
@ResourceLock(Cloud.LOCK)
class MessagingTest {
    @RegisterExtension
    static final Cloud cloud = new Cloud();

    private static final String TOPIC = "arn:aws-cn:sns:cn-north-1:123456789012:Events";

    private static SnsClient sns;
    private static SqsClient sqs;
    private static SesV2Client ses;

    @BeforeAll
    static void clients() {
        sns = cloud.function(SnsClient.builder());
        sqs = cloud.function(SqsClient.builder());
        ses = cloud.function(SesV2Client.builder());
    }

    @Test
    @DisplayName("for a topic are in the queues that want them before the call returns, raw or wrapped")
    void topic() {
        String wanted = unique();
        String unwanted = unique();

        String id = sns.publish(
                        publish -> publish.topicArn(TOPIC).message(wanted).messageAttributes(type("a.v1")))
                .messageId();
        sns.publish(publish -> publish.topicArn(TOPIC).message(unwanted).messageAttributes(type("b.v1")));

        assertThat(cloud.aws().queues().messages("Filtered"))
                .anySatisfy(message -> {
                    assertThat(message.body()).isEqualTo(wanted);
                    assertThat(message.attributes().at("/0/stringValue").asText())
                            .isEqualTo("a.v1");
                })
                .noneMatch(message -> message.body().equals(unwanted));
        assertThat(cloud.aws().queues().messages("Wrapped"))
                .anyMatch(message -> message.body().contains(unwanted))
                .anyMatch(message -> message.body().contains("\"MessageId\":\"" + id + "\"")
                        && message.body().contains("\"Message\":\"" + wanted + "\""));
    }

    @Test
    @DisplayName("do not reach a queue whose policy does not let the topic in, and that is recorded")
    void closedQueue() {
        sns.publish(publish -> publish.topicArn(TOPIC).message(unique()));

        assertThat(cloud.aws().queues().depth("Closed")).isZero();
        assertThat(cloud.aws().permissions().grants().refused())
                .anyMatch(refusal -> refusal.principal().equals("sns.amazonaws.com")
                        && refusal.resource().endsWith(":Closed"));
    }

    @Test
    @DisplayName("of a batch fail alone")
    void batch() {
        String good = unique();

        var answer = sns.publishBatch(batch -> batch.topicArn(TOPIC)
                .publishBatchRequestEntries(
                        entry("good", good),
                        PublishBatchRequestEntry.builder().id("bad").message("").build()));

        assertThat(answer.successful()).singleElement().satisfies(entry -> assertThat(entry.id())
                .isEqualTo("good"));
        assertThat(answer.failed()).singleElement().satisfies(entry -> {
            assertThat(entry.id()).isEqualTo("bad");
            assertThat(entry.senderFault()).isTrue();
        });
    }

    @Test
    @DisplayName("that are too long, or for a topic that is not there, are refused")
    void refusedByTopic() {
        SnsClient deployer = cloud.deployer(SnsClient.builder());

        assertThatThrownBy(() -> sns.publish(publish -> publish.topicArn(TOPIC).message("x".repeat(262_145))))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> deployer.publish(
                        publish -> publish.topicArn(TOPIC + "X").message("x")))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() ->
                        sns.publish(publish -> publish.topicArn(TOPIC + "X").message("x")))
                .isInstanceOf(AuthorizationErrorException.class);
        assertThatThrownBy(() -> deployer.deleteTopic(delete -> delete.topicArn(TOPIC)))
                .isInstanceOfSatisfying(SnsException.class, unknown -> assertThat(
                                unknown.awsErrorDetails().errorCode())
                        .isEqualTo("InvalidAction"));
    }

    @Test
    @DisplayName("by SMS land in the outbox")
    void sms() {
        String text = "【头职】验证码 " + unique();

        String id = sns.publish(publish -> publish.phoneNumber("+8613800138000")
                        .message(text)
                        .messageAttributes(Map.of(
                                "AWS.SNS.SMS.SMSType",
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue("Transactional")
                                        .build())))
                .messageId();

        assertThat(cloud.aws().outbox().find("sms", "+8613800138000")).anySatisfy(message -> {
            assertThat(message.id()).isEqualTo(id);
            assertThat(message.text()).isEqualTo(text);
            assertThat(message.headers()).containsEntry("AWS.SNS.SMS.SMSType", "Transactional");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"13800138000", "+0138", "+86 138", "+8613800138000;ext=5", "tel:+8613800138000", ""})
    @DisplayName("by SMS need a number in E.164, and the answer does not repeat it")
    void badNumber(String number) {
        assertThatThrownBy(
                        () -> sns.publish(publish -> publish.phoneNumber(number).message("x")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageNotContaining("138");
    }

    @Test
    @DisplayName("by e-mail land in the outbox with their headers")
    void email() {
        String subject = unique();

        String id = ses.sendEmail(email("头职 <no-reply@touzhi.cn>", "someone@example.com", subject, "plain"))
                .messageId();

        assertThat(cloud.aws().outbox().find("email", "someone@example.com")).anySatisfy(message -> {
            assertThat(message)
                    .extracting(Message::id, Message::subject, Message::text, Message::html)
                    .containsExactly(id, subject, "plain", "<p>plain</p>");
            assertThat(message.headers()).containsEntry("X-Purpose", "enter").containsKey("From");
        });
    }

    @Test
    @DisplayName("by e-mail are refused from anybody but the granted sender")
    void foreignSender() {
        assertThatThrownBy(() -> ses.sendEmail(email("other@touzhi.cn", "someone@example.com", "s", "t")))
                .isInstanceOfSatisfying(SesV2Exception.class, refused -> assertThat(
                                refused.awsErrorDetails().errorCode())
                        .isEqualTo("AccessDeniedException"));
        assertThatThrownBy(() -> cloud.deployer(SesV2Client.builder())
                        .sendEmail(email("no-reply@elsewhere.cn", "someone@example.com", "s", "t")))
                .isInstanceOf(MessageRejectedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a@b", "a,b@example.com", "a@example.com\r\nBcc: c@example.com", "ü@example.com"})
    @DisplayName("by e-mail are refused for an address that is none")
    void badAddress(String to) {
        assertThatThrownBy(() -> ses.sendEmail(email("no-reply@touzhi.cn", to, "s", "t")))
                .isInstanceOf(BadRequestException.class);
    }

    @Test
    @DisplayName("in a queue are sent, received and deleted, and shown while in flight")
    void queue() {
        String body = unique();
        String url = cloud.deployer(SqsClient.builder())
                .getQueueUrl(get -> get.queueName("Work"))
                .queueUrl();

        sqs.sendMessage(send -> send.queueUrl(url).messageBody(body));
        var received = sqs.receiveMessage(receive -> receive.queueUrl(url)
                        .waitTimeSeconds(2)
                        .visibilityTimeout(30)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages()
                .getFirst();

        assertThat(received.body()).isEqualTo(body);
        assertThat(received.attributesAsStrings()).containsEntry("ApproximateReceiveCount", "1");
        assertThat(cloud.stored())
                .anyMatch(stored -> stored.kind().equals("message")
                        && stored.value().asText().equals(body));

        sqs.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(received.receiptHandle()));
        assertThat(cloud.aws().queues().messages("Work"))
                .extracting(StoredMessage::body)
                .doesNotContain(body);
    }

    @Test
    @DisplayName("that nobody could handle are dead letters, and can be sent back with new ids")
    void redrive() {
        String body = unique();
        String url = "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/Work";
        sqs.sendMessage(send -> send.queueUrl(url).messageBody(body));
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (in("Dead", body).isEmpty() && System.nanoTime() < deadline) {
            sqs.receiveMessage(receive -> receive.queueUrl(url).waitTimeSeconds(1));
        }
        List<StoredMessage> dead = in("Dead", body);
        assertThat(dead).hasSize(1);
        assertThat(cloud.stored())
                .anyMatch(stored -> stored.kind().equals("dead-letter")
                        && stored.value().asText().equals(body));

        cloud.aws().queues().redrive("Dead");

        assertThat(cloud.aws().queues().depth("Dead")).isZero();
        assertThat(in("Work", body)).singleElement().satisfies(message -> {
            assertThat(message.id()).isNotEqualTo(dead.getFirst().id());
            assertThat(message.receipts()).isZero();
        });
        assertThatThrownBy(() -> cloud.aws().queues().redrive("Work"))
                .hasMessage("No queue has Work for its dead letters.");
    }

    @Test
    @DisplayName("are refused by queues that the role may not use or that are not there")
    void refusedByQueue() {
        assertThatThrownBy(() -> sqs.sendMessage(
                        send -> send.queueUrl("https://x/123456789012/Dead").messageBody("x")))
                .isInstanceOfSatisfying(SqsException.class, refused -> assertThat(
                                refused.awsErrorDetails().errorCode())
                        .isEqualTo("AccessDenied"));
        assertThatThrownBy(() -> cloud.deployer(SqsClient.builder())
                        .sendMessage(send ->
                                send.queueUrl("https://x/123456789012/None").messageBody("x")))
                .isInstanceOf(QueueDoesNotExistException.class);
    }

    private static List<StoredMessage> in(String queue, String body) {
        return cloud.aws().queues().messages(queue).stream()
                .filter(message -> message.body().equals(body))
                .toList();
    }

    private static PublishBatchRequestEntry entry(String id, String message) {
        return PublishBatchRequestEntry.builder()
                .id(id)
                .message(message)
                .messageAttributes(type("a.v1"))
                .build();
    }

    private static Map<String, MessageAttributeValue> type(String type) {
        return Map.of(
                "type",
                MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue(type)
                        .build());
    }

    private static SendEmailRequest email(String from, String to, String subject, String text) {
        return SendEmailRequest.builder()
                .fromEmailAddress(from)
                .destination(destination -> destination.toAddresses(to))
                .content(content -> content.simple(simple -> simple.subject(s -> s.data(subject))
                        .body(body -> body.text(t -> t.data(text)).html(h -> h.data("<p>" + text + "</p>")))
                        .headers(MessageHeader.builder()
                                .name("X-Purpose")
                                .value("enter")
                                .build())))
                .build();
    }

    private static String unique() {
        return UUID.randomUUID().toString();
    }
}
