package cn.touzhi.registration.sending;

import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.InMemoryKms;
import cn.touzhi.kernel.InMemoryQueue;
import cn.touzhi.kernel.Invocation;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.MovableClock;
import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.kernel.crypto.KeyWrapping;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.queue.EventQueue;
import cn.touzhi.registration.Language;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.limit.Breakers;
import cn.touzhi.registration.limit.Limits;
import cn.touzhi.registration.limit.SmsCounters;
import cn.touzhi.registration.limit.SmsSpending;
import cn.touzhi.registration.limit.SmsTarget;
import cn.touzhi.registration.notice.Notice;
import cn.touzhi.registration.verification.Allowance;
import cn.touzhi.registration.verification.Allowances;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.Client;
import cn.touzhi.registration.verification.Purpose;
import cn.touzhi.registration.verification.SendState;
import cn.touzhi.registration.verification.Verification;
import cn.touzhi.registration.verification.VerificationId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kms.KmsClient;

/** All that the sending function stands in: tables, keys, queue, providers, and codes that were asked for. */
final class SendingWorld {
    static final String TABLE = RegistrationTable.NAME;
    static final String KEYS = "SubjectKeysTable";
    static final String CODE = "000417";
    static final String NUMBER = "+8613800138000";
    static final String EMAIL = "li@example.cn";
    static final String ADDRESS_DIGEST = "d1".repeat(32);
    static final SmsTarget TARGET = new SmsTarget("block", "CN");
    static final Limits.Spend SPEND = new Limits.Spend(20, 1000, 10, 20, Duration.ofHours(1));
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    final MovableClock clock = new MovableClock(NOON);
    final InMemoryQueue queue = new InMemoryQueue();
    final InMemorySenders senders = new InMemorySenders();
    final List<String> log = new ArrayList<>();
    final FaultyDynamo faults;

    final DayKeys keys;

    private final LocalDynamo dynamo;
    private final SecureRandom random = new SecureRandom();
    private final SendingHandler function;

    SendingWorld(LocalDynamo dynamo) {
        this(dynamo, new InMemoryKms());
    }

    SendingWorld(LocalDynamo dynamo, KmsClient kms) {
        dynamo.clear(TABLE);
        dynamo.clear(KEYS);
        this.dynamo = dynamo;
        this.faults = new FaultyDynamo(dynamo.client());
        this.keys = keysBy(kms);
        this.keys.today();
        OperationLog lines = new OperationLog("sending", clock, log::add);
        CodeSending sending = new CodeSending(
                new PendingCodes(faults.client(), TABLE, clock),
                new Allowances(faults.client(), TABLE),
                spending(faults.client(), clock, lines),
                keys,
                new CodeMessages("touzhi.example", "AbCdEfGhIj1", clock),
                senders.sms(),
                senders.email(),
                random);
        NoticeSending notices = new NoticeSending(
                new Claims<>(faults.client(), TABLE, Notice::of, clock),
                keys,
                new NoticeMessages("touzhi.example", Duration.ofDays(7)),
                senders.sms(),
                senders.email(),
                random);
        this.function = new SendingHandler(new EventQueue(queue, "url", lines, random), sending, notices, lines);
    }

    /** Limits of text messages that a test can reach. */
    static SmsSpending spending(DynamoDbClient dynamo, Clock clock, OperationLog log) {
        return new SmsSpending(new SmsCounters(dynamo, TABLE, clock), new Breakers(dynamo, TABLE, clock), SPEND, log);
    }

    private DayKeys keysBy(KmsClient kms) {
        return new DayKeys(dynamo.client(), KEYS, "registration", new KeyWrapping(kms, "key"), clock);
    }

    /** A code was asked for, and stands in the table. Its order is in the queue only once it is {@link #order}ed. */
    VerificationId aCodeBy(Channel channel) {
        return aCodeBy(channel, Allowance.STRANGER);
    }

    /** A code was asked for, and counted as {@code allowance}. */
    VerificationId aCodeBy(Channel channel, Allowance allowance) {
        VerificationId id = new VerificationId(RandomText.of(random));
        put(id, channel, 1, allowance);
        return id;
    }

    /** Another message was asked for: a new code, which alone counts. */
    void askAgain(VerificationId id, int number) {
        Verification before = verification(id).orElseThrow();
        put(id, before.channel(), number, before.allowance());
    }

    private void put(VerificationId id, Channel channel, int number, Allowance allowance) {
        Event event = event(id, number);
        String address = channel == Channel.SMS ? NUMBER : EMAIL;
        Map<String, AttributeValue> item = new HashMap<>(RegistrationTable.verificationKey(id));
        item.put(RegistrationTable.CHANNEL, text(channel.text()));
        item.put(RegistrationTable.PURPOSE, text(Purpose.ENTER.text()));
        item.put(RegistrationTable.LOCALE, text(Language.CHINESE.text()));
        item.put(RegistrationTable.CLIENT, text(Client.WEB.text()));
        item.put(RegistrationTable.ADDRESS_DIGEST, text(ADDRESS_DIGEST));
        item.put(
                RegistrationTable.ADDRESS,
                bytes(keys.today().seal(address, id.value(), RegistrationTable.ADDRESS, random)));
        item.put(RegistrationTable.CODE, bytes(keys.today().seal(CODE, id.value(), RegistrationTable.CODE, random)));
        item.put(RegistrationTable.CODE_DIGEST, bytes(new byte[32]));
        item.put(RegistrationTable.NUMBER, number(number));
        item.put(RegistrationTable.STATE, text(SendState.SENDING.text()));
        item.put(RegistrationTable.NEXT_SEND_AT, seconds(clock.instant().plusSeconds(60)));
        item.put(RegistrationTable.CODE_ENDS_AT, seconds(clock.instant().plus(Duration.ofMinutes(10))));
        item.put(RegistrationTable.GUESSES, number(0));
        item.put(RegistrationTable.GUESS_LIMIT, number(5));
        item.put(RegistrationTable.ALLOWANCE, text(allowance.text()));
        if (channel == Channel.SMS) {
            item.put(RegistrationTable.BLOCK, text(TARGET.block()));
            item.put(RegistrationTable.COUNTRY, text(TARGET.country()));
        }
        item.put(RegistrationTable.REQUEST_DIGEST, bytes(new byte[32]));
        item.put(EventAttribute.NAME, EventAttribute.of(event));
        item.put(RegistrationTable.EXPIRES_AT, seconds(clock.instant().plus(Duration.ofMinutes(20))));
        dynamo.client().putItem(put -> put.tableName(TABLE).item(item));
        count(id, number, allowance);
    }

    private void count(VerificationId id, int number, Allowance allowance) {
        AttributeValue entry = AttributeValue.fromM(Map.of(
                RegistrationTable.AT, seconds(clock.instant()),
                RegistrationTable.VERIFICATION, text(id.value()),
                RegistrationTable.NUMBER, number(number),
                RegistrationTable.ALLOWANCE, text(allowance.text())));
        String list = allowance == Allowance.KNOWN ? RegistrationTable.KNOWN : RegistrationTable.SENDS;
        dynamo.client().updateItem(update -> update.tableName(TABLE)
                .key(RegistrationTable.sendsKey(ADDRESS_DIGEST))
                .updateExpression("SET #sends = list_append(:new, if_not_exists(#sends, :none))")
                .expressionAttributeNames(Map.of("#sends", list))
                .expressionAttributeValues(Map.of(
                        ":new", AttributeValue.fromL(List.of(entry)),
                        ":none", AttributeValue.fromL(List.of()))));
    }

    /** Puts the order for a message into the queue, once more for each call. */
    void order(VerificationId id, int number) {
        queue.add(EventJson.write(event(id, number)));
    }

    private Event event(VerificationId id, int number) {
        return new Event(
                EventId.random(random),
                "cn.touzhi.registration.CodeRequested.v1",
                Optional.empty(),
                clock.instant(),
                Map.of("verification", id.value(), "number", Integer.toString(number)));
    }

    /** Lets the function work on what is in the queue, once. */
    void deliver() {
        queue.settle(function.handleRequest(queue.receive(), Invocation.unhurried()));
    }

    /** Lets the process die in the midst of it: nothing of the batch is acknowledged. */
    void deliverAndDie() {
        try {
            deliver();
        } catch (FaultyDynamo.Crash dead) {
            clock.advance(Duration.ofSeconds(1));
        }
    }

    /** Another process, which will never be heard of again, has claimed the message. */
    void claimedByAnother(VerificationId id) {
        dynamo.client().updateItem(update -> update.tableName(TABLE)
                .key(RegistrationTable.verificationKey(id))
                .updateExpression("SET #claim = :claim, #claimedAt = :now")
                .expressionAttributeNames(
                        Map.of("#claim", RegistrationTable.CLAIM, "#claimedAt", RegistrationTable.CLAIMED_AT))
                .expressionAttributeValues(Map.of(":claim", text("another"), ":now", seconds(clock.instant()))));
    }

    void used(VerificationId id) {
        dynamo.client().updateItem(update -> update.tableName(TABLE)
                .key(RegistrationTable.verificationKey(id))
                .updateExpression("SET #usedAt = :now")
                .expressionAttributeNames(Map.of("#usedAt", RegistrationTable.USED_AT))
                .expressionAttributeValues(Map.of(":now", seconds(clock.instant()))));
    }

    /** Someone has guessed at the code, which they can from the moment it is asked for. */
    void guessedAt(VerificationId id) {
        dynamo.client().updateItem(update -> update.tableName(TABLE)
                .key(RegistrationTable.verificationKey(id))
                .updateExpression("ADD #guesses :one")
                .expressionAttributeNames(Map.of("#guesses", RegistrationTable.GUESSES))
                .expressionAttributeValues(Map.of(":one", number(1))));
    }

    void deleted(VerificationId id) {
        dynamo.client().deleteItem(delete -> delete.tableName(TABLE).key(RegistrationTable.verificationKey(id)));
    }

    Optional<Verification> verification(VerificationId id) {
        return Optional.of(dynamo.client()
                        .getItem(get -> get.tableName(TABLE)
                                .key(RegistrationTable.verificationKey(id))
                                .consistentRead(true))
                        .item())
                .filter(item -> !item.isEmpty())
                .map(Verification::of);
    }

    SendState state(VerificationId id) {
        return verification(id).orElseThrow().state();
    }

    /** How many text messages the block of all numbers has been counted for in this hour. */
    int sentToBlock() {
        long hour = clock.instant().getEpochSecond() / Duration.ofHours(1).toSeconds();
        return Integer.parseInt(dynamo.client()
                .getItem(get -> get.tableName(TABLE)
                        .key(RegistrationTable.blockKey(TARGET.block(), hour))
                        .consistentRead(true))
                .item()
                .get(RegistrationTable.SENT)
                .n());
    }

    /** Which messages count against the address, as verification and number. */
    List<String> counted() {
        List<AttributeValue> sends = dynamo.client()
                .getItem(get -> get.tableName(TABLE)
                        .key(RegistrationTable.sendsKey(ADDRESS_DIGEST))
                        .consistentRead(true))
                .item()
                .get(RegistrationTable.SENDS)
                .l();
        return IntStream.range(0, sends.size())
                .mapToObj(i -> sends.get(i).m())
                .map(entry -> entry.get(RegistrationTable.VERIFICATION).s() + " "
                        + entry.get(RegistrationTable.NUMBER).n())
                .toList();
    }
}
