package cn.touzhi.relay;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.log.OperationLog;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Publishes the events that changed items carry, at least once each, and those of one item in their order.
 *
 * <p>It answers with the position of the first event that was not published, from which the stream comes again. What
 * can never be published is counted and left behind: a bad item must not keep the others back, and it lies in its table
 * still, where it can be mended.
 */
public final class RelayHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    /** Below this rest of its time the function doesn't begin another call, whose tries might outlast it. */
    private static final long LAST_CALL_MILLIS = AwsCalls.CALL.plusMillis(500).toMillis();

    private final Changes changes;
    private final Topic topic;
    private final OperationLog log;
    private final Clock clock;

    /** As Lambda makes it. */
    public RelayHandler() {
        this(
                RelaySettings.from(Environment.ofProcess()),
                new AwsCalls().retrying(SnsClient.builder()),
                OperationLog.ofFunction("relay", Clock.systemUTC()),
                Clock.systemUTC());
    }

    RelayHandler(RelaySettings settings, SnsClient sns, OperationLog log, Clock clock) {
        this.clock = clock;
        this.changes = new Changes(settings.rooms());
        this.topic = new Topic(sns, settings.topic());
        this.log = log;
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent stream, Context context) {
        List<BatchItemFailure> failures = publish(outgoing(stream.getRecords()), context).stream()
                .map(first -> new BatchItemFailure(first.position()))
                .toList();
        return StreamsEventResponse.builder().withBatchItemFailures(failures).build();
    }

    private List<Outgoing> outgoing(List<DynamodbStreamRecord> records) {
        List<Outgoing> outgoing = new ArrayList<>();
        for (DynamodbStreamRecord record : records) {
            switch (changes.read(record)) {
                case Change.Silent() -> {}
                case Change.Refused refused -> refuse(refused);
                case Change.Tells(var event) -> {
                    Outgoing message = Outgoing.of(positionOf(record), itemOf(record), event);
                    if (message.bytes() > Topic.MOST_BYTES) {
                        refuse(new Change.Refused(Change.Reason.TOO_LARGE, Optional.of(event.id())));
                    } else {
                        outgoing.add(message);
                    }
                }
            }
        }
        return outgoing;
    }

    private Optional<Outgoing> publish(List<Outgoing> outgoing, Context context) {
        int published = 0;
        while (published < outgoing.size()) {
            if (published > 0 && context.getRemainingTimeInMillis() < LAST_CALL_MILLIS) {
                return Optional.of(outgoing.get(published));
            }
            List<Outgoing> batch = Topic.nextBatch(outgoing.subList(published, outgoing.size()));
            Published answer = topic.publish(batch);
            answer.rejected().forEach(this::reject);
            if (answer.stop().isPresent()) {
                report(answer.stop().get(), outgoing.size() - published);
                return answer.stop().map(Published.Stop::at);
            }
            batch.stream().filter(Outgoing::revokes).forEach(this::measure);
            published += batch.size();
        }
        return Optional.empty();
    }

    private void report(Published.Stop stop, int left) {
        OperationLog.Line line =
                log.event("events-not-published").with("count", left).with("cause", stop.cause());
        stop.fault().ifPresent(line::with);
        line.write();
    }

    /** Every room refuses ended sessions within five seconds, and this is the longest part of the way there. */
    private void measure(Outgoing message) {
        log.measure("RevocationLag", Duration.between(message.time(), clock.instant()));
    }

    private void reject(Outgoing message) {
        refuse(new Change.Refused(Change.Reason.REJECTED, Optional.of(message.event())));
    }

    private void refuse(Change.Refused refused) {
        OperationLog.Line line = log.event("event-refused").with("reason", refused.reason());
        refused.event().filter(EventId::isOurs).ifPresent(id -> line.with("eventId", id));
        line.write();
        log.count("EventRefused");
    }

    private static String positionOf(DynamodbStreamRecord record) {
        return record.getDynamodb().getSequenceNumber();
    }

    private static String itemOf(DynamodbStreamRecord record) {
        return new TreeMap<>(Map.copyOf(record.getDynamodb().getKeys())).toString();
    }
}
