package cn.touzhi.local.source;

import cn.touzhi.local.lambda.FunctionPool;
import cn.touzhi.local.lambda.Outcome;
import cn.touzhi.local.source.RoleCalls.CallFailed;
import cn.touzhi.local.source.RoleCalls.Service;
import cn.touzhi.local.template.EventSource.FromQueue;
import cn.touzhi.local.template.LambdaFunction;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Feeds a function from a queue (docs.aws.amazon.com/lambda/latest/dg/with-sqs.html): what the function answers for is
 * deleted, what it fails at stays until its visibility time is over.
 */
final class QueueSource implements Source {
    /** What SQS gives at a time. */
    private static final int LARGEST_RECEIPT = 10;

    private static final int LONG_POLL_SECONDS = 20;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    /** Lambda polls with five at first; one machine's processes are fewer. */
    private static final int DEFAULT_CONCURRENCY = 4;

    private final LambdaFunction function;
    private final FromQueue source;
    private final RoleCalls aws;
    private final FunctionPool functions;
    private final Complaints complaints;
    private final Optional<SoonerTries> soonerTries;
    private final Semaphore slots;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean closed;
    private volatile Optional<Thread> poller = Optional.empty();

    /** @param soonerTries for whoever cannot wait for the end of the queue's visibility time */
    QueueSource(
            LambdaFunction function,
            FromQueue source,
            RoleCalls aws,
            FunctionPool functions,
            Complaints complaints,
            Optional<SoonerTries> soonerTries) {
        this.function = function;
        this.source = source;
        this.aws = aws;
        this.functions = functions;
        this.complaints = complaints;
        this.soonerTries = soonerTries;
        this.slots =
                new Semaphore(Math.min(source.maximumConcurrency().orElse(DEFAULT_CONCURRENCY), DEFAULT_CONCURRENCY));
    }

    @Override
    public void start() {
        poller = Optional.of(Thread.ofVirtual().name("queue " + source.queue()).start(this::poll));
    }

    @Override
    public boolean idleSince(long nanoTime) {
        return underWay.get() == 0;
    }

    @Override
    public void close() {
        closed = true;
        poller.ifPresent(Thread::interrupt);
    }

    private void poll() {
        try {
            lookAtQueue();
            while (!closed) {
                slots.acquire();
                List<JsonNode> batch = receive();
                if (batch.isEmpty()) {
                    slots.release();
                } else {
                    underWay.incrementAndGet();
                    Thread.ofVirtual().name("batch of " + source.queue()).start(() -> work(batch));
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lambda looks at a queue before it polls it, and may do that only with a grant. */
    private void lookAtQueue() throws InterruptedException {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("QueueUrl", aws.queueUrl(source.queue()));
        request.putArray("AttributeNames").add("VisibilityTimeout");
        while (!closed) {
            try {
                aws.call(Service.QUEUES, "GetQueueAttributes", request);
                return;
            } catch (CallFailed | RuntimeException failure) {
                pauseAfter(failure);
            }
        }
    }

    /** What is there, gathered up to the batch's size for the window's time. */
    private List<JsonNode> receive() throws InterruptedException {
        List<JsonNode> batch = new ArrayList<>();
        try {
            receive(batch, LONG_POLL_SECONDS);
            long end = System.nanoTime() + source.window().toNanos();
            while (!batch.isEmpty() && batch.size() < source.batchSize() && System.nanoTime() < end) {
                receive(batch, 1);
            }
        } catch (CallFailed | RuntimeException failure) {
            pauseAfter(failure);
        }
        return batch;
    }

    private void pauseAfter(Exception failure) throws InterruptedException {
        if (!closed) {
            complaints.make("%s can't be polled for %s: %s"
                    .formatted(source.queue(), function.logicalId(), failure.getMessage()));
            TimeUnit.NANOSECONDS.sleep(PAUSE_AFTER_FAILURE.toNanos());
        }
    }

    private void receive(List<JsonNode> batch, int waitSeconds) throws CallFailed, InterruptedException {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("QueueUrl", aws.queueUrl(source.queue()));
        request.put("MaxNumberOfMessages", Math.min(LARGEST_RECEIPT, source.batchSize() - batch.size()));
        request.put("WaitTimeSeconds", waitSeconds);
        request.putArray("AttributeNames").add("All");
        request.putArray("MessageAttributeNames").add("All");
        aws.call(Service.QUEUES, "ReceiveMessage", request).path("Messages").forEach(batch::add);
    }

    private void work(List<JsonNode> batch) {
        try {
            Map<String, JsonNode> byId = new LinkedHashMap<>();
            batch.forEach(message -> byId.put(message.path("MessageId").asText(), message));
            Map<String, Instant> hidden =
                    soonerTries.map(tries -> tries.hiddenUntil(byId.keySet())).orElse(Map.of());
            Set<String> failed = invoke(batch, byId.keySet());
            for (Map.Entry<String, JsonNode> message : byId.entrySet()) {
                if (!failed.contains(message.getKey())) {
                    delete(message.getValue());
                }
            }
            if (soonerTries.isPresent()) {
                soonerTries.get().hasten(failed.stream().map(byId::get).toList(), hidden);
            }
        } catch (CallFailed | RuntimeException failure) {
            complaints.make("A batch of %s can't be finished for %s, so it comes again: %s"
                    .formatted(source.queue(), function.logicalId(), failure.getMessage()));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
            slots.release();
        }
    }

    private Set<String> invoke(List<JsonNode> batch, Set<String> ids) {
        byte[] event = QueueEvent.of(source.queue(), batch);
        Outcome outcome =
                functions.invoke(function.logicalId(), source.queue(), event).outcome();
        return BatchFailures.of(outcome, ids, source.partialFailures());
    }

    private void delete(JsonNode message) throws InterruptedException {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("QueueUrl", aws.queueUrl(source.queue()));
        request.put("ReceiptHandle", message.path("ReceiptHandle").asText());
        try {
            aws.call(Service.QUEUES, "DeleteMessage", request);
        } catch (CallFailed refused) {
            complaints.make("A message of %s can't be deleted for %s, so it comes again: %s"
                    .formatted(source.queue(), function.logicalId(), refused.getMessage()));
        }
    }
}
