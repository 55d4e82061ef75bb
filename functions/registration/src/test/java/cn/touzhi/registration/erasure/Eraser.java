package cn.touzhi.registration.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.InMemoryQueue;
import cn.touzhi.kernel.Invocation;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.erasure.ErasureEvents;
import cn.touzhi.kernel.erasure.ErasureOrderId;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.session.World;
import com.amazonaws.services.lambda.runtime.Context;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The erasure function over a world's tables, with a queue of its own. */
public final class Eraser {
    private final LocalDynamo local;
    private final World world;
    private final SecureRandom random = new SecureRandom();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private InMemoryQueue queue = new InMemoryQueue();

    public Eraser(LocalDynamo local, World world) {
        this.local = local;
        this.world = world;
    }

    /** The order to erase {@code subject}, as an event that was never said before. */
    public Event ordered(ErasureOrderId order, SubjectId subject) {
        return new Event(
                EventId.random(random),
                ErasureEvents.ORDERED,
                Optional.of(subject.value()),
                world.clock().instant(),
                Map.of("order", order.value()));
    }

    /** A new order to erase {@code subject}. */
    public Event ordered(SubjectId subject) {
        return ordered(ErasureOrderId.random(random), subject);
    }

    /** Erases the accounts that the table says have lapsed. */
    public void hearsWhatLapsed() {
        World.itemsOf(local, "ACCOUNT#").stream()
                .flatMap(item -> EventAttribute.read(item).stream())
                .filter(event -> event.type().equals(RegistrationEvents.ACCOUNT_LAPSED))
                .forEach(event -> assertThat(hears(event)).isTrue());
    }

    /** Brings {@code event} to the function; whether it is done with it. */
    public boolean hears(Event event) {
        return hears(event, local.client());
    }

    /** The same, on a DynamoDB that may fail. */
    boolean hears(Event event, DynamoDbClient dynamo) {
        return hears(EventJson.write(event), dynamo, Invocation.withMillisLeft(25_000));
    }

    boolean hears(String message, DynamoDbClient dynamo, Context context) {
        queue = new InMemoryQueue();
        queue.add(message);
        ErasureHandler handler = new ErasureHandler(
                new ErasureSettings(World.TABLE, World.KEYS, "queue", World.ACCOUNT_TERMS.stranded()),
                dynamo,
                queue,
                new AwsCalls(),
                world.clock(),
                new OperationLog("erasure", world.clock(), log::add));
        queue.settle(handler.handleRequest(queue.receive(), context));
        return queue.left().isEmpty();
    }

    /** The fence of {@code subject}, as it is stored. */
    Map<String, AttributeValue> fence(SubjectId subject) {
        return local.client()
                .getItem(get ->
                        get.tableName(World.TABLE).key(Fence.keyOf(subject)).consistentRead(true))
                .item();
    }

    /** What was answered last about {@code subject}. */
    Event report(SubjectId subject) {
        Event event = EventAttribute.read(fence(subject)).orElseThrow();
        assertThat(event.type()).isEqualTo(RegistrationEvents.ERASURE_REPORTED);
        assertThat(event.subject()).contains(subject.value());
        return event;
    }

    List<String> log() {
        return log;
    }
}
