package cn.touzhi.registration.session;

import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.InMemoryKms;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.MovableClock;
import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.kernel.crypto.KeyWrapping;
import cn.touzhi.kernel.crypto.KeyedDigest;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.policy.Policies;
import cn.touzhi.kernel.policy.Policy;
import cn.touzhi.registration.AddressDigests;
import cn.touzhi.registration.Language;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.account.AccountDesk;
import cn.touzhi.registration.account.Accounts;
import cn.touzhi.registration.account.OwnAccounts;
import cn.touzhi.registration.account.Registered;
import cn.touzhi.registration.account.Registration;
import cn.touzhi.registration.account.Source;
import cn.touzhi.registration.identity.AccountTerms;
import cn.touzhi.registration.identity.IdentityActions;
import cn.touzhi.registration.notice.Notices;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.Client;
import cn.touzhi.registration.verification.DeviceTokens;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import cn.touzhi.registration.verification.SendState;
import cn.touzhi.registration.verification.VerificationId;
import cn.touzhi.registration.verification.VerificationUse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Everything that stands behind accounts and sessions, put together on two empty tables at noon. */
public final class World {
    public static final String TABLE = RegistrationTable.NAME;
    public static final String KEYS = "SubjectKeysTable";
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    public static final String PHONE = "+8613800138000";
    public static final LocalDate OF_AGE = LocalDate.parse("2000-02-29");
    public static final Policy POLICY = new Policies().current();
    public static final SessionTerms TERMS = new SessionTerms(
            Duration.ofDays(30), Duration.ofDays(180), Duration.ofSeconds(60), Duration.ofDays(365), 3, 10);

    public static final AccountTerms ACCOUNT_TERMS = new AccountTerms(
            Duration.ofDays(7),
            Duration.ofDays(7),
            Duration.ofDays(90),
            3,
            5,
            Duration.ofDays(30),
            Duration.ofHours(24),
            Duration.ofMinutes(10));

    private static final byte[] SECRET = "a secret of the platform, 32 bytes".getBytes(StandardCharsets.UTF_8);
    /** Digests addresses as this world does. */
    public static final AddressDigests DIGESTS = new AddressDigests(SECRET);

    private static final KeyedDigest ADDRESSES = new KeyedDigest(SECRET, "address");

    final SecureRandom random = new SecureRandom();
    final MovableClock clock = new MovableClock(NOON);
    final FaultyDynamo faults;
    final InMemoryKms kms = new InMemoryKms();
    final List<String> log = new CopyOnWriteArrayList<>();
    final Sessions sessions;
    final SignIns signIns;
    final RefreshTokens refreshTokens = new RefreshTokens(new KeyedDigest(SECRET, "refresh token"));
    private final DynamoDbClient dynamo;
    private final SubjectKeys subjectKeys;
    private final DayKeys dayKeys;
    private final AccountDesk desk;
    private final DeviceTokens deviceTokens;
    private final OwnAccounts ownAccounts;
    final OwnSessions ownSessions;
    final OtherSessions otherSessions;
    final StepUps stepUps;

    /** On {@code dynamo}, whose tables are emptied. */
    public World(LocalDynamo local) {
        local.clear(TABLE);
        local.clear(KEYS);
        faults = new FaultyDynamo(local.client());
        dynamo = faults.client();
        KeyWrapping wrapping = new KeyWrapping(kms, "RegistrationKey");
        subjectKeys = new SubjectKeys(dynamo, KEYS, "registration", wrapping, clock);
        dayKeys = new DayKeys(dynamo, KEYS, "registration", wrapping, clock);
        Transactions transactions = new Transactions(dynamo, random);
        OperationLog logging = new OperationLog("registration", clock, log::add);
        VerificationUse uses = new VerificationUse(TABLE, clock);
        sessions = new Sessions(
                transactions, TABLE, new KeyedDigest(SECRET, "device secret"), TERMS, clock, random, logging);
        IdentityActions identities = new IdentityActions(TABLE, clock);
        AccountReads reads = new AccountReads(dynamo, TABLE);
        deviceTokens = new DeviceTokens(SECRET, TERMS.knownDevice(), random, clock);
        SecondChecks secondChecks = new SecondChecks(
                ACCOUNT_TERMS,
                deviceTokens,
                new BirthDates(dynamo, TABLE, subjectKeys, ACCOUNT_TERMS.birthDateTries()),
                clock);
        Openings openings = new Openings(
                transactions,
                TABLE,
                uses,
                identities,
                sessions,
                subjectKeys,
                new Notices(TABLE, dayKeys, random, clock),
                TERMS,
                random,
                clock,
                logging);
        signIns = new SignIns(
                dynamo,
                TABLE,
                new Entrances(dynamo, TABLE, uses, clock),
                reads,
                secondChecks,
                openings,
                sessions,
                TERMS.grace(),
                clock);
        desk = new AccountDesk(
                dynamo,
                TABLE,
                transactions,
                uses,
                secondChecks,
                signIns,
                sessions,
                subjectKeys,
                dayKeys,
                POLICY,
                ACCOUNT_TERMS,
                random,
                clock,
                logging);
        ownAccounts = new OwnAccounts(reads, subjectKeys, clock);
        ownSessions = new OwnSessions(reads, subjectKeys, clock);
        otherSessions = new OtherSessions(dynamo, TABLE, transactions, clock, random, logging);
        stepUps = new StepUps(dynamo, TABLE, transactions, uses, identities, TERMS.grace(), clock, logging);
    }

    public Accounts accounts() {
        return desk.accounts();
    }

    public AccountDesk desk() {
        return desk;
    }

    public SignIns signIns() {
        return signIns;
    }

    public DeviceTokens deviceTokens() {
        return deviceTokens;
    }

    public OwnAccounts ownAccounts() {
        return ownAccounts;
    }

    public MovableClock clock() {
        return clock;
    }

    public FaultyDynamo faults() {
        return faults;
    }

    public SubjectKeys subjectKeys() {
        return subjectKeys;
    }

    public DayKeys dayKeys() {
        return dayKeys;
    }

    /** A device that was never seen before. */
    public Device aDevice() {
        return new Device(DeviceSecret.random(random), Client.ANDROID, Optional.empty(), Optional.empty());
    }

    /** The registration of a grown-up with {@code proof} on {@code device}. */
    public Registration aRegistration(Proof proof, Device device) {
        return new Registration(
                proof, device, OF_AGE, POLICY.version(), Language.CHINESE, Source.APP, SecondCheck.NONE, false);
    }

    /** A session on a new account. */
    public Session aSession(Device device) {
        Registered outcome = accounts().register(aRegistration(aProof(), device));
        return ((Registered.NewAccount) outcome).session();
    }

    /** The proof of a verified phone number. */
    public Proof aProof() {
        return aProof(Channel.SMS, PHONE, Purpose.ENTER);
    }

    /** The proof of a verified address. */
    public Proof aProof(Channel channel, String address, Purpose purpose) {
        VerificationId id = new VerificationId(RandomText.of(random));
        String digest = ADDRESSES.hexOf(channel.text(), address);
        Proof proof = new Proof(
                id, 1, purpose, channel, digest, Client.ANDROID, clock.instant().plus(Duration.ofMinutes(20)));
        store(proof, dayKeys.today().seal(address, id.value(), RegistrationTable.ADDRESS, random));
        return proof;
    }

    /** By which an address is found. */
    public static String digestOf(Channel channel, String address) {
        return ADDRESSES.hexOf(channel.text(), address);
    }

    /** Ends all other sessions than {@code session}; what comes of it. */
    public String endsOthers(Session session) {
        Session now = sessionNow(session);
        return otherSessions.end(now.subject(), now.id(), now.generation()).toString();
    }

    /** Proves an address again on {@code session}; what comes of it. */
    public String stepsUp(Session session, Proof proof) {
        Session now = sessionNow(session);
        return stepUps.stepUp(now.subject(), now.id(), now.generation(), proof).toString();
    }

    /** The session as it is stored now. */
    public Session sessionNow(Session session) {
        return Session.of(dynamo.getItem(get -> get.tableName(TABLE)
                        .key(RegistrationTable.sessionKey(session.subject(), session.id()))
                        .consistentRead(true))
                .item());
    }

    /** Lets {@code session} have been refreshed a moment ago. */
    public void keepAlive(Session session) {
        dynamo.updateItem(update -> update.tableName(TABLE)
                .key(RegistrationTable.sessionKey(session.subject(), session.id()))
                .updateExpression("SET idleEndsAt = :end")
                .expressionAttributeValues(
                        Map.of(":end", seconds(clock.instant().plus(TERMS.idle())))));
    }

    /** The account of {@code subject} as it is stored now. */
    public Map<String, AttributeValue> accountNow(SubjectId subject) {
        return dynamo.getItem(get -> get.tableName(TABLE)
                        .key(RegistrationTable.accountKey(subject))
                        .consistentRead(true))
                .item();
    }

    /** Signs in with an address on a device. */
    public SignIn signsIn(Channel channel, String address, Device on, SecondCheck second) {
        return signIns.signIn(aProof(channel, address, Purpose.ENTER), on, second);
    }

    /** Whether tokens of {@code session} are still good for anything. */
    public boolean goesOn(Session session) {
        Session now = sessionNow(session);
        return now.isAliveAt(clock.instant())
                && AccountStanding.of(accountNow(session.subject())).admits(now.generation());
    }

    /** What people were told so far: {@code kind channel}. */
    public List<String> notices(LocalDynamo local) {
        return itemsOf(local, "NOTICE#").stream()
                .map(item -> textOf(item, RegistrationTable.KIND) + " " + textOf(item, RegistrationTable.CHANNEL))
                .sorted()
                .toList();
    }

    /** Raises the generation of {@code subject}'s account, as ending all sessions does. */
    public void endAllSessionsOf(SubjectId subject) {
        dynamo.updateItem(update -> update.tableName(TABLE)
                .key(RegistrationTable.accountKey(subject))
                .updateExpression("ADD #generation :one")
                .expressionAttributeNames(Map.of("#generation", RegistrationTable.GENERATION))
                .expressionAttributeValues(Map.of(":one", number(1))));
    }

    /** Keeps {@code subject} from using their account. */
    public void freeze(SubjectId subject) {
        put(AccountState.FROZEN, subject);
    }

    /** Puts the account of {@code subject} into {@code state}. */
    void put(AccountState state, SubjectId subject) {
        dynamo.updateItem(update -> update.tableName(TABLE)
                .key(RegistrationTable.accountKey(subject))
                .updateExpression("SET #state = :state")
                .expressionAttributeNames(Map.of("#state", RegistrationTable.STATE))
                .expressionAttributeValues(Map.of(":state", text(state.text()))));
    }

    private void store(Proof proof, byte[] address) {
        Map<String, AttributeValue> item = new HashMap<>(RegistrationTable.verificationKey(proof.verification()));
        item.put(RegistrationTable.CHANNEL, text(proof.channel().text()));
        item.put(RegistrationTable.PURPOSE, text(proof.purpose().text()));
        item.put(RegistrationTable.LOCALE, text(Language.CHINESE.text()));
        item.put(RegistrationTable.CLIENT, text(proof.client().text()));
        item.put(RegistrationTable.ADDRESS_DIGEST, text(proof.addressDigest()));
        item.put(RegistrationTable.ADDRESS, bytes(address));
        item.put(RegistrationTable.CODE_DIGEST, bytes(new byte[32]));
        item.put(RegistrationTable.NUMBER, number(proof.number()));
        item.put(RegistrationTable.STATE, text(SendState.SENT.text()));
        item.put(RegistrationTable.NEXT_SEND_AT, seconds(clock.instant()));
        item.put(RegistrationTable.CODE_ENDS_AT, seconds(proof.expiresAt()));
        item.put(RegistrationTable.GUESSES, number(1));
        item.put(RegistrationTable.GUESS_LIMIT, number(5));
        item.put(RegistrationTable.ALLOWANCE, text("stranger"));
        item.put(RegistrationTable.REQUEST_DIGEST, bytes(new byte[32]));
        item.put("event", AttributeValue.fromM(Map.of()));
        item.put(RegistrationTable.EXPIRES_AT, seconds(proof.expiresAt()));
        dynamo.putItem(put -> put.tableName(TABLE).item(item));
    }

    /** Another session on the account of {@link #PHONE}. */
    Session anotherSession(Device device) {
        return ((SignIn.SignedIn) signIns.signIn(aProof(), device, SecondCheck.NONE)).session();
    }

    /** The events that tell of ended sessions. */
    static List<Map<String, AttributeValue>> endings(LocalDynamo local) {
        return itemsOf(local, "EVENT#").stream()
                .filter(item -> item.toString().contains("SessionEnded"))
                .toList();
    }

    /** The items of {@code local}'s table whose partition or sort key begins with {@code prefix}. */
    public static List<Map<String, AttributeValue>> itemsOf(LocalDynamo local, String prefix) {
        return local.items(TABLE).stream()
                .filter(item -> item.get("pk").s().startsWith(prefix)
                        || item.get("sk").s().startsWith(prefix))
                .toList();
    }
}
