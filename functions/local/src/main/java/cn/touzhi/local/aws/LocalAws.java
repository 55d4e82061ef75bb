package cn.touzhi.local.aws;

import cn.touzhi.local.aws.dynamodb.DynamoService;
import cn.touzhi.local.aws.dynamodb.Items;
import cn.touzhi.local.aws.kms.KmsService;
import cn.touzhi.local.aws.s3.Objects;
import cn.touzhi.local.aws.s3.S3Door;
import cn.touzhi.local.aws.s3.S3Service;
import cn.touzhi.local.aws.s3.StoredObjects;
import cn.touzhi.local.aws.secrets.SecretsService;
import cn.touzhi.local.aws.ses.SesService;
import cn.touzhi.local.aws.sns.SnsService;
import cn.touzhi.local.aws.sqs.Queues;
import cn.touzhi.local.aws.sqs.SqsService;
import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.data.Outbox;
import cn.touzhi.local.engine.Engines;
import cn.touzhi.local.fault.Faults;
import cn.touzhi.local.iam.Permissions;
import cn.touzhi.local.template.Stack;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** AWS on this machine, as a stack needs it: one address, behind it engines and the services written here. */
public final class LocalAws implements AutoCloseable {
    private final Deque<Runnable> endings = new ArrayDeque<>();
    private final AwsFront front;
    private final Faults faults;
    private final Permissions permissions;
    private final Outbox outbox;
    private final Queues queues;
    private final Items items;
    private final SnsService sns;
    private final Optional<StoredObjects> objects;
    private final Optional<S3Service> s3;

    private LocalAws(Path folder, Stack stack, DataFolder data, Callers callers, List<String> pages, Clock clock) {
        permissions = new Permissions(stack);
        faults = new Faults();
        front = keep(new AwsFront(callers, faults, clock), AwsFront::close);
        try {
            KeyNames names = new KeyNames(stack);
            ViaService keys = new ViaService(permissions, names);
            Engines engines = keep(Engines.start(folder, stack, data, front.endpoint(), clock), Engines::close);
            outbox = keep(new Outbox(data), Outbox::close);
            queues = new Queues(engines.queues(), stack);
            items = new Items(engines.tables(), stack);
            KmsService kms = keep(new KmsService(stack, data, names, permissions, clock), KmsService::close);
            SecretsService secrets =
                    keep(new SecretsService(stack, data, permissions, keys, clock), SecretsService::close);
            sns = new SnsService(stack, queues, outbox, permissions, keys, clock);
            front.serve(List.of(
                    new DynamoService(engines.tables(), stack, permissions, keys),
                    new SqsService(engines.queues(), queues, permissions, keys),
                    sns,
                    new SesService(stack, outbox, permissions, clock),
                    kms,
                    secrets));
            Optional<Objects> kept =
                    engines.buckets().map(engine -> keep(new Objects(engine, data, clock), Objects::close));
            objects = kept.map(all -> new StoredObjects(stack.buckets(), all));
            s3 = engines.buckets()
                    .map(engine -> new S3Service(engine, kept.get(), stack, queues, permissions, names, clock));
            s3.ifPresent(service -> {
                front.add(service);
                front.open(new S3Door(
                        stack.buckets().stream()
                                .map(bucket -> bucket.alsoFor(pages))
                                .toList(),
                        clock));
            });
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /**
     * Starts everything and returns once it answers.
     *
     * @param folder the engines: {@code functions/local/engines}
     * @param pages origins of pages that this machine serves itself: buckets let them do what they let the template's do
     * @param clock shifted time, if time shall be shifted
     * @throws cn.touzhi.local.template.TemplateException if a policy has what cannot be judged
     * @throws cn.touzhi.local.engine.EngineException if an engine does not start
     */
    public static LocalAws start(
            Path folder, Stack stack, DataFolder data, Callers callers, List<String> pages, Clock clock) {
        return new LocalAws(folder, stack, data, callers, pages, clock);
    }

    /** What functions get as {@code AWS_ENDPOINT_URL}. */
    public URI endpoint() {
        return front.endpoint();
    }

    /** Lets a service answer that needs the others to be there first. */
    public void add(Service service) {
        front.add(service);
    }

    public Faults faults() {
        return faults;
    }

    /** For what the local cloud does in a role's name, such as writing logs or reading a stream. */
    public Permissions permissions() {
        return permissions;
    }

    /**
     * Publishes a message on a topic, as the deployer may.
     *
     * @param type its attribute {@code type}, which subscriptions filter on
     */
    public void publish(String topic, String message, String type) {
        sns.publish(topic, message, type);
    }

    public Outbox outbox() {
        return outbox;
    }

    public Queues queues() {
        return queues;
    }

    /** All items, and the sweep of those whose time to live is over. */
    public Items items() {
        return items;
    }

    /** Deletes items whose time to live is over and objects that a lifecycle rule lets go; returns how many. */
    public int sweep(Instant now) {
        return items.sweep(now) + s3.map(service -> service.sweep(now)).orElse(0);
    }

    public Stores stores() {
        return new Stores(items, queues, outbox, objects);
    }

    @Override
    public void close() {
        while (!endings.isEmpty()) {
            endings.removeFirst().run();
        }
    }

    /** Also where a later step of the start fails, it is closed. */
    private <T> T keep(T part, Consumer<T> ending) {
        endings.add(() -> ending.accept(part));
        return part;
    }
}
