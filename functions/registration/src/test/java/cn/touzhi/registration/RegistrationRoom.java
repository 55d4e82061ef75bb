package cn.touzhi.registration;

import static cn.touzhi.kernel.dynamo.Attributes.bytesOf;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.InMemoryKms;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.MovableClock;
import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.kernel.crypto.KeyWrapping;
import cn.touzhi.kernel.crypto.KeyedDigest;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.kernel.http.Call;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.policy.Policies;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.DeviceTokens;
import cn.touzhi.registration.verification.VerificationId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.altcha.altcha.Altcha;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The registration function as Lambda has it, with a real DynamoDB engine behind it and time in the test's hands. */
public final class RegistrationRoom {
    /** The tables that it needs. */
    public static final String[] TABLES = {RegistrationTable.NAME, "SubjectKeysTable"};

    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("REGISTRATION_TABLE", RegistrationTable.NAME),
            Map.entry("SUBJECT_KEYS_TABLE", "SubjectKeysTable"),
            Map.entry("REGISTRATION_KEY", "RegistrationKey"),
            Map.entry("SIGNING_KEY", "SigningKey"),
            Map.entry("PEPPER_SECRET", "Pepper"),
            Map.entry("REGISTRATION_SECRET", "RegistrationSecret"),
            Map.entry("ISSUER", "https://issuer.example"),
            Map.entry("AUDIENCE", "touzhi"),
            Map.entry("SMS_COUNTRIES", "CN, SG"),
            Map.entry("CODE_LIFETIME", "600"),
            Map.entry("PROOF_LIFETIME", "600"),
            Map.entry("GUESSES", "5"),
            Map.entry("SENDS_PER_HOUR", "5"),
            Map.entry("SENDS_PER_DAY", "10"),
            Map.entry("HARDER_SENDS_PER_HOUR", "10"),
            Map.entry("HARDER_SENDS_PER_DAY", "20"),
            Map.entry("HARDER_GUESSES", "2"),
            Map.entry("KNOWN_SENDS_PER_HOUR", "5"),
            Map.entry("KNOWN_SENDS_PER_DAY", "10"),
            Map.entry("KNOWN_GUESSES", "3"),
            Map.entry("OPEN_VERIFICATIONS", "3"),
            Map.entry("CLIENT_SENDS_FREE", "30"),
            Map.entry("CLIENT_SENDS", "300"),
            Map.entry("CHALLENGE_DIFFICULTY", "50"),
            Map.entry("CHALLENGE_DIFFICULTY_HARDER", "500"),
            Map.entry("CHALLENGE_LIFETIME", "600"),
            Map.entry("ACCESS_TOKEN_LIFETIME", "3600"),
            Map.entry("REFRESH_GRACE", "60"),
            Map.entry("SESSION_IDLE", "2592000"),
            Map.entry("DEVICE_TOKEN_LIFETIME", "31536000"),
            Map.entry("SMS_NOTICES", "3"),
            Map.entry("SESSIONS", "10"),
            Map.entry("IDENTITY_YOUTH", "604800"),
            Map.entry("REMOVAL_UNDO", "604800"),
            Map.entry("NUMBER_RECYCLED_AFTER", "7776000"),
            Map.entry("BIRTH_DATE_TRIES", "3"),
            Map.entry("IDENTITIES", "5"),
            Map.entry("STRANDED_LIFETIME", "2592000"),
            Map.entry("STAFF_DECIDES_AFTER", "86400"),
            Map.entry("STEP_UP_LIFETIME", "600"),
            Map.entry("DENIED_KEYS", ""),
            Map.entry("SESSION_LIFETIME", "15552000"));

    private final MovableClock clock;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final InMemoryKms kms;
    private final InMemorySecrets secrets;
    private final DynamoDbClient dynamo;
    private final RegistrationHandler handler;

    /** The room as it is on its first day: its tables are emptied. */
    public static RegistrationRoom empty(LocalDynamo dynamo) {
        List.of(TABLES).forEach(dynamo::clear);
        return new RegistrationRoom(dynamo.client());
    }

    /** The room with what its tables hold. */
    public RegistrationRoom(LocalDynamo dynamo) {
        this(dynamo.client());
    }

    /** @param dynamo possibly one that fails */
    public RegistrationRoom(DynamoDbClient dynamo) {
        this(dynamo, new InMemorySecrets());
    }

    RegistrationRoom(DynamoDbClient dynamo, InMemorySecrets secrets) {
        this(dynamo, secrets, Map.of());
    }

    /** @param parameters of the template that are not as in the others, by their variables */
    public RegistrationRoom(DynamoDbClient dynamo, Map<String, String> parameters) {
        this(dynamo, new InMemorySecrets(), parameters);
    }

    private RegistrationRoom(DynamoDbClient dynamo, InMemorySecrets secrets, Map<String, String> parameters) {
        this(
                dynamo,
                secrets,
                new InMemoryKms(),
                new MovableClock(Instant.parse("2026-11-23T12:00:00Z")),
                new Policies(),
                settings(parameters));
    }

    private RegistrationRoom(
            DynamoDbClient dynamo,
            InMemorySecrets secrets,
            InMemoryKms kms,
            MovableClock clock,
            Policies policies,
            RegistrationSettings settings) {
        this.dynamo = dynamo;
        this.secrets = secrets;
        this.kms = kms;
        this.clock = clock;
        this.handler = new RegistrationHandler(new RegistrationHandler.Surroundings(
                settings, policies, dynamo, kms, secrets, clock, new OperationLog("registration", clock, log::add)));
    }

    /** The same room in a release that publishes {@code policies}. */
    public RegistrationRoom publishing(Policies policies) {
        return new RegistrationRoom(dynamo, secrets, kms, clock, policies, settings());
    }

    /** The same room, deployed anew to refuse the tokens of one signing key. */
    RegistrationRoom denying(String kid) {
        return new RegistrationRoom(dynamo, secrets, kms, clock, new Policies(), settings(Map.of("DENIED_KEYS", kid)));
    }

    /** What the template tells the function. */
    static RegistrationSettings settings() {
        return settings(Map.of());
    }

    private static RegistrationSettings settings(Map<String, String> parameters) {
        return RegistrationSettings.from(new Environment(name -> parameters.getOrDefault(name, ENVIRONMENT.get(name))));
    }

    public MovableClock clock() {
        return clock;
    }

    /** KMS, which a test may let fail. */
    public InMemoryKms kms() {
        return kms;
    }

    /** What the function has logged. */
    public List<String> log() {
        return log;
    }

    /** A request to {@code path}. */
    public Call call(String method, String path) {
        return new Call(event -> handler.handleRequest(event, null), settings().tokenTerms(), clock, method, path);
    }

    /** The code that the message of a verification carries, as the sender reads it. */
    public String codeOf(String verification) {
        Map<String, AttributeValue> item = itemOf(verification);
        byte[] sealed = bytesOf(item, RegistrationTable.CODE);
        return dayKeys().of(sealed).orElseThrow().openText(sealed, verification, RegistrationTable.CODE);
    }

    /** Lets a verification's newest message be sent. */
    public void sent(String verification) {
        dynamo.updateItem(update -> update.tableName(RegistrationTable.NAME)
                .key(RegistrationTable.verificationKey(new VerificationId(verification)))
                .updateExpression("SET #state = :sent, #claim = :claim")
                .expressionAttributeNames(Map.of("#state", RegistrationTable.STATE, "#claim", RegistrationTable.CLAIM))
                .expressionAttributeValues(Map.of(":sent", text("sent"), ":claim", text("a try"))));
    }

    /** The keys of the day, as the sender has them. */
    public DayKeys dayKeys() {
        return new DayKeys(dynamo, "SubjectKeysTable", "registration", new KeyWrapping(kms, "RegistrationKey"), clock);
    }

    /** What a device brings on which somebody has signed in with {@code address}. */
    public String deviceToken(Channel channel, String address) {
        return new DeviceTokens(secretOf("RegistrationSecret"), Duration.ofDays(365), new SecureRandom(), clock)
                .issue("a device's secret", addressDigest(channel, address));
    }

    /** How {@code address} is called in the table. */
    public String addressDigest(Channel channel, String address) {
        return new KeyedDigest(secretOf("Pepper"), "address").hexOf(channel.text(), address);
    }

    private byte[] secretOf(String id) {
        return secrets.getSecretValue(get -> get.secretId(id)).secretString().getBytes(StandardCharsets.UTF_8);
    }

    /** The payload that ALTCHA's widget gives for a challenge of {@code level}, solved. */
    public String solved(String level) {
        Answer challenge = call("GET", "/v1/challenge")
                .query(Map.of("level", level))
                .send()
                .is(200);
        try {
            int number = Altcha.solveChallenge(
                            challenge.text("challenge"),
                            challenge.text("salt"),
                            Altcha.Algorithm.SHA256,
                            challenge.json().path("maxnumber").asLong(),
                            0)
                    .number;
            String payload =
                    "{\"algorithm\":\"SHA-256\",\"challenge\":\"%s\",\"number\":%d,\"salt\":\"%s\",\"signature\":\"%s\"}"
                            .formatted(
                                    challenge.text("challenge"),
                                    number,
                                    challenge.text("salt"),
                                    challenge.text("signature"));
            return Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        } catch (Exception unsolvable) {
            throw new AssertionError(unsolvable);
        }
    }

    /** A verification as it is stored. */
    public Map<String, AttributeValue> itemOf(String verification) {
        return dynamo.getItem(get -> get.tableName(RegistrationTable.NAME)
                        .key(RegistrationTable.verificationKey(new VerificationId(verification)))
                        .consistentRead(true))
                .item();
    }
}
