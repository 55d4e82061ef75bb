package cn.touzhi.relay;

import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.PublishBatchResultEntry;
import software.amazon.awssdk.services.sns.model.SnsException;

/** SNS with one topic, which can refuse single events or break down altogether. */
final class InMemoryTopic implements SnsClient {
    private final List<PublishBatchRequest> calls = new ArrayList<>();
    private final List<PublishBatchRequestEntry> taken = new ArrayList<>();
    private final Map<String, BatchResultErrorEntry> unwelcome = new HashMap<>();
    private final Set<String> unmentioned = new HashSet<>();
    private boolean down;

    @Override
    public PublishBatchResponse publishBatch(PublishBatchRequest request) {
        calls.add(request);
        if (down) {
            throw SnsException.builder().statusCode(429).message("slow down").build();
        }
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        List<PublishBatchResultEntry> successful = new ArrayList<>();
        for (PublishBatchRequestEntry entry : request.publishBatchRequestEntries()) {
            String event = EventJson.read(entry.message()).id().value();
            if (unwelcome.containsKey(event)) {
                failed.add(unwelcome.get(event).copy(error -> error.id(entry.id())));
            } else if (!unmentioned.contains(event)) {
                taken.add(entry);
                successful.add(PublishBatchResultEntry.builder().id(entry.id()).build());
            }
        }
        // SNS doesn't promise the order of its answers
        return PublishBatchResponse.builder()
                .successful(successful.reversed())
                .failed(failed.reversed())
                .build();
    }

    void isDown() {
        down = true;
    }

    void isUpAgain() {
        down = false;
        unwelcome.clear();
        unmentioned.clear();
    }

    void refuses(String... eventIds) {
        fails("InternalError", false, eventIds);
    }

    /** Says of these events that they failed, and through whose fault. */
    void fails(String code, boolean senderFault, String... eventIds) {
        BatchResultErrorEntry error = BatchResultErrorEntry.builder()
                .code(code)
                .senderFault(senderFault)
                .message("13800138000")
                .build();
        List.of(eventIds).forEach(event -> unwelcome.put(event, error));
    }

    /** Loses these events, and its answer, though it says 200, doesn't mention them. */
    void loses(String... eventIds) {
        unmentioned.addAll(List.of(eventIds));
    }

    List<PublishBatchRequest> calls() {
        return calls;
    }

    List<PublishBatchRequestEntry> taken() {
        return taken;
    }

    List<String> eventIds() {
        return taken.stream()
                .map(PublishBatchRequestEntry::message)
                .map(EventJson::read)
                .map(Event::id)
                .map(id -> id.value())
                .toList();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
