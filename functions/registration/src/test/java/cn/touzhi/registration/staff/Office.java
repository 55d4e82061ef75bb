package cn.touzhi.registration.staff;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.address.Address;
import cn.touzhi.kernel.address.EmailAddress;
import cn.touzhi.kernel.address.PhoneNumber;
import cn.touzhi.kernel.address.PhoneNumbers;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.identity.AccountAddress;
import cn.touzhi.registration.identity.Identity;
import cn.touzhi.registration.session.Session;
import cn.touzhi.registration.session.World;
import cn.touzhi.registration.verification.Channel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The staff function over a world of accounts, and what a test needs to bring these into trouble. */
final class Office {
    static final ObjectMapper JSON = new ObjectMapper();
    static final PhoneNumber PHONE = new PhoneNumber(World.PHONE);
    static final EmailAddress EMAIL = new EmailAddress("owner@example.com");
    static final String REASON = "张伟 called from 13800138000, passport seen";

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "REGISTRATION_TABLE", World.TABLE,
            "SUBJECT_KEYS_TABLE", World.KEYS,
            "REGISTRATION_KEY", "RegistrationKey",
            "PEPPER_SECRET", "Pepper",
            "SMS_COUNTRIES", "CN, SG",
            "STAFF_DECIDES_AFTER", "86400",
            "IDENTITY_YOUTH", "604800",
            "STRANDED_LIFETIME", "2592000");

    final World world;
    final List<String> log = new CopyOnWriteArrayList<>();
    private final LocalDynamo local;
    private final SecureRandom random = new SecureRandom();
    private final StaffHandler handler;
    private int requests;

    Office(LocalDynamo local) {
        this(local, new World(local));
    }

    /** The office over a world that is there. */
    Office(LocalDynamo local, World world) {
        this(local, world, Optional.empty());
    }

    private Office(LocalDynamo local, World world, Optional<DynamoDbClient> dynamo) {
        this.local = local;
        this.world = world;
        OperationLog logging = new OperationLog("staff", world.clock(), log::add);
        StaffSettings settings = StaffSettings.from(new Environment(ENVIRONMENT::get));
        this.handler = new StaffHandler(
                new ActReader(new PhoneNumbers(settings.smsCountries()), World.DIGESTS),
                StaffHandler.acts(
                        settings,
                        dynamo.orElseGet(() -> world.faults().client()),
                        world.subjectKeys(),
                        world.dayKeys(),
                        world.clock(),
                        random,
                        logging),
                logging);
    }

    /** The same office with another client. */
    Office with(DynamoDbClient dynamo) {
        return new Office(local, world, Optional.of(dynamo));
    }

    // ---- asking

    /** A request that has all that every act needs, under an id of its own. */
    ObjectNode request(String act, SubjectId subject) {
        return JSON.createObjectNode()
                .put("act", act)
                .put("subject", subject.value())
                .put("by", "op-17")
                .put("reason", REASON)
                .put("request", "request-%08d".formatted(++requests));
    }

    ObjectNode returning(SubjectId subject, Channel channel, Address address) {
        return request("return", subject).put("channel", channel.text()).put("address", address.value());
    }

    JsonNode ask(ObjectNode request) {
        return ask(request.toString());
    }

    JsonNode ask(String request) {
        return ask(request.getBytes(StandardCharsets.UTF_8));
    }

    JsonNode ask(byte[] request) {
        try {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            handler.handleRequest(new ByteArrayInputStream(request), answer, null);
            return JSON.readTree(answer.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Asks for what must be done. */
    void does(ObjectNode request) {
        JsonNode answer = ask(request);
        assertThat(answer.path("done").asText())
                .as(answer.toString())
                .isEqualTo(request.path("act").asText());
    }

    /** Asks for what must be refused, and changes nothing. */
    void refuses(ObjectNode request, String why) {
        List<Map<String, AttributeValue>> before = local.items(World.TABLE);
        JsonNode answer = ask(request);
        assertThat(answer.path("refused").asText()).as(answer.toString()).isEqualTo(why);
        assertThat(local.items(World.TABLE)).containsExactlyInAnyOrderElementsOf(before);
    }

    // ---- accounts and their troubles

    /** A session on a new account with a phone number. */
    Session anAccount() {
        return world.aSession(world.aDevice());
    }

    /** Another address of an account, added now. */
    void addAddress(SubjectId subject, Channel channel, Address address, Instant trustedFrom) {
        String digest = World.DIGESTS.of(channel, address);
        Instant now = world.clock().instant();
        DataKey key = world.subjectKeys().of(subject).orElseThrow();
        byte[] sealed = AccountAddress.seal(key, address.value(), subject, digest, random);
        store(Identity.added(digest, subject, channel, now, trustedFrom).toItem());
        store(new AccountAddress(subject, digest, channel, sealed, now, Optional.empty(), Optional.empty()).toItem());
        change(RegistrationTable.accountKey(subject), "ADD identities :one", Map.of(":one", number(1)));
    }

    /** Removes an address, so that it can be restored for a week. */
    void remove(SubjectId subject, Channel channel, Address address) {
        String digest = World.DIGESTS.of(channel, address);
        Instant now = world.clock().instant();
        for (var key :
                List.of(RegistrationTable.identityKey(digest), RegistrationTable.identityOfKey(subject, digest))) {
            change(
                    key,
                    "SET removedAt = :now, expiresAt = :end",
                    Map.of(":now", seconds(now), ":end", seconds(now.plus(Duration.ofDays(7)))));
        }
        change(RegistrationTable.accountKey(subject), "ADD identities :less", Map.of(":less", number(-1)));
    }

    /** Freezes an account, with a case, and ends its sessions. */
    void freeze(SubjectId subject) {
        change(
                RegistrationTable.accountKey(subject),
                "SET #state = :frozen, frozenAt = :now, caseId = :case, birthDateTries = :tries ADD generation :one",
                Map.of("#state", "state"),
                Map.of(
                        ":frozen", text("frozen"),
                        ":now", seconds(world.clock().instant()),
                        ":case", text("a-case"),
                        ":tries", number(3),
                        ":one", number(1)));
    }

    /** Takes the last address from an account. */
    void strand(SubjectId subject, Channel channel, Address address) {
        String digest = World.DIGESTS.of(channel, address);
        for (var key :
                List.of(RegistrationTable.identityKey(digest), RegistrationTable.identityOfKey(subject, digest))) {
            world.faults().client().deleteItem(delete -> delete.tableName(World.TABLE)
                    .key(key));
        }
        change(
                RegistrationTable.accountKey(subject),
                "SET #state = :stranded, strandedAt = :now, identities = :none",
                Map.of("#state", "state"),
                Map.of(
                        ":stranded", text("stranded"),
                        ":now", seconds(world.clock().instant()),
                        ":none", number(0)));
    }

    void change(Map<String, AttributeValue> key, String update, Map<String, AttributeValue> values) {
        change(key, update, Map.of(), values);
    }

    void change(
            Map<String, AttributeValue> key,
            String update,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        local.client().updateItem(request -> request.tableName(World.TABLE)
                .key(key)
                .updateExpression(update)
                .expressionAttributeNames(names.isEmpty() ? null : names)
                .expressionAttributeValues(values));
    }

    private void store(Map<String, AttributeValue> item) {
        local.client().putItem(put -> put.tableName(World.TABLE).item(item));
    }

    // ---- looking

    Map<String, AttributeValue> account(SubjectId subject) {
        return item(RegistrationTable.accountKey(subject)).orElseThrow();
    }

    Optional<Identity> guard(Channel channel, Address address) {
        return item(RegistrationTable.identityKey(World.DIGESTS.of(channel, address)))
                .map(Identity::of);
    }

    /** The addresses that an account tells. */
    List<AccountAddress> addresses(SubjectId subject) {
        return under(subject, "IDENTITY#").stream().map(AccountAddress::of).toList();
    }

    List<StaffAct> acts(SubjectId subject) {
        return under(subject, "ACT#").stream().map(StaffAct::of).toList();
    }

    /** The types of an account's events, with their data. */
    Map<String, Map<String, String>> events(SubjectId subject) {
        Map<String, Map<String, String>> events = new HashMap<>();
        under(subject, "EVENT#").stream()
                .map(item -> EventAttribute.read(item).orElseThrow())
                .forEach(event -> events.put(event.type().replaceAll(".*\\.(\\w+)\\.v1", "$1"), event.data()));
        return events;
    }

    /** The notices, each as kind and address. */
    List<String> notices() {
        return World.itemsOf(local, "NOTICE#").stream()
                .map(item -> {
                    byte[] sealed = item.get("address").b().asByteArray();
                    String id = item.get("sk").s().substring("NOTICE#".length());
                    return item.get("kind").s() + " "
                            + world.dayKeys().of(sealed).orElseThrow().openText(sealed, id, "address");
                })
                .sorted()
                .toList();
    }

    private List<Map<String, AttributeValue>> under(SubjectId subject, String prefix) {
        return local.items(World.TABLE).stream()
                .filter(item -> item.get("pk").s().equals(RegistrationTable.accountPartition(subject))
                        && item.get("sk").s().startsWith(prefix))
                .toList();
    }

    private Optional<Map<String, AttributeValue>> item(Map<String, AttributeValue> key) {
        return local.items(World.TABLE).stream()
                .filter(item -> item.entrySet().containsAll(key.entrySet()))
                .findFirst();
    }
}
