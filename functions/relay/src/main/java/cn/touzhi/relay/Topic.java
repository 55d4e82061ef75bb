package cn.touzhi.relay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.PublishBatchResultEntry;

/** The topic of all rooms' events. */
final class Topic {
    static final String TYPE = "type";
    static final String STRING = "String";
    /** SNS quotas: a message, and all of a batch together, at most 256 KiB; ten messages in a batch. */
    static final int MOST_BYTES = 262_144;

    private static final int MOST_MESSAGES = 10;
    private static final String INVALID = "InvalidParameter";

    private final SnsClient sns;
    private final String arn;

    Topic(SnsClient sns, String arn) {
        this.sns = sns;
        this.arn = arn;
    }

    /**
     * The next messages that may go out in one call, from the first of {@code waiting} on. Never two of one item: a
     * batch can fail in part, and then the later event would have gone before the earlier one.
     */
    static List<Outgoing> nextBatch(List<Outgoing> waiting) {
        List<Outgoing> batch = new ArrayList<>();
        Set<String> items = new HashSet<>();
        int bytes = 0;
        for (Outgoing message : waiting) {
            bytes += message.bytes();
            boolean full = batch.size() == MOST_MESSAGES || bytes > MOST_BYTES;
            if (full || !items.add(message.item())) {
                break;
            }
            batch.add(message);
        }
        return batch;
    }

    /** Publishes a batch: what SNS doesn't name among the successful ones has not gone out, whatever else it says. */
    Published publish(List<Outgoing> batch) {
        List<PublishBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            entries.add(entry(Integer.toString(i), batch.get(i)));
        }
        try {
            PublishBatchResponse answer =
                    sns.publishBatch(request -> request.topicArn(arn).publishBatchRequestEntries(entries));
            return read(answer, batch);
        } catch (SdkException fault) {
            return Published.upTo(batch.getFirst(), fault);
        }
    }

    private static Published read(PublishBatchResponse answer, List<Outgoing> batch) {
        Set<String> taken =
                answer.successful().stream().map(PublishBatchResultEntry::id).collect(Collectors.toSet());
        Map<String, BatchResultErrorEntry> failed = answer.failed().stream()
                .collect(Collectors.toMap(BatchResultErrorEntry::id, entry -> entry, (first, again) -> first));
        List<Outgoing> rejected = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            String id = Integer.toString(i);
            if (!taken.contains(id)) {
                Optional<BatchResultErrorEntry> error = Optional.ofNullable(failed.get(id));
                if (error.filter(Topic::isFinal).isEmpty()) {
                    return Published.upTo(batch.get(i), rejected, Published.Cause.of(error));
                }
                rejected.add(batch.get(i));
            }
        }
        return Published.all(rejected);
    }

    /** Whether the message itself is at fault, and not our permissions or our pace, which may be mended meanwhile. */
    private static boolean isFinal(BatchResultErrorEntry error) {
        return Boolean.TRUE.equals(error.senderFault()) && INVALID.equals(error.code());
    }

    private static PublishBatchRequestEntry entry(String id, Outgoing message) {
        MessageAttributeValue type = MessageAttributeValue.builder()
                .dataType(STRING)
                .stringValue(message.type())
                .build();
        return PublishBatchRequestEntry.builder()
                .id(id)
                .message(message.body())
                .messageAttributes(Map.of(TYPE, type))
                .build();
    }
}
