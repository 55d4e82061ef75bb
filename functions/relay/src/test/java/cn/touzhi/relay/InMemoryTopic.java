package cn.touzhi.relay;

import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.SnsException;

/** SNS with one topic, which can refuse single events or break down altogether. */
final class InMemoryTopic implements SnsClient {
    private final List<PublishBatchRequest> calls = new ArrayList<>();
    private final List<PublishBatchRequestEntry> taken = new ArrayList<>();
    private final Set<String> unwelcome = new HashSet<>();
    private boolean down;

    @Override
    public PublishBatchResponse publishBatch(PublishBatchRequest request) {
        calls.add(request);
        if (down) {
            throw SnsException.builder().statusCode(429).message("slow down").build();
        }
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        for (PublishBatchRequestEntry entry : request.publishBatchRequestEntries()) {
            if (unwelcome.contains(EventJson.read(entry.message()).id().value())) {
                failed.add(BatchResultErrorEntry.builder()
                        .id(entry.id())
                        .code("InternalError")
                        .build());
            } else {
                taken.add(entry);
            }
        }
        // SNS doesn't promise the order of its answers
        return PublishBatchResponse.builder().failed(failed.reversed()).build();
    }

    void isDown() {
        down = true;
    }

    void isUpAgain() {
        down = false;
        unwelcome.clear();
    }

    void refuses(String... eventIds) {
        unwelcome.addAll(List.of(eventIds));
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
