package cn.touzhi.registration.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.MovableClock;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.verification.Client;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.model.DataKeyPairSpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairWithoutPlaintextRequest;

@DisplayName("The rotation of signing keys")
class KeyRotationTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration TWO_HOURS_OF_THE_EDGE = Duration.ofHours(2);
    private static final Duration TOKEN = Duration.ofMinutes(60);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final FewPairsKms KMS = new FewPairsKms(GenerateDataKeyPairWithoutPlaintextRequest.builder()
            .keyId("SigningKey")
            .keyPairSpec(DataKeyPairSpec.RSA_3072)
            .encryptionContext(StoredSigningKeys.CONTEXT)
            .build());

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE);

    private final MovableClock clock = new MovableClock(NOON);
    private final List<String> log = new CopyOnWriteArrayList<>();

    @BeforeEach
    void noKeyIsThere() {
        dynamo.clear(World.TABLE);
    }

    @Test
    @DisplayName("R42: takes place every week, each key in the key set two hours before its first token, and until its"
            + " last has ended; every token verifies all its life")
    void inFlight() throws Exception {
        // a function that is warm all the time, as the gateway's edges are with the sets that they have
        SigningKeys signing = keys(dynamo.client());
        Map<String, Instant> firstSeen = new HashMap<>();
        Map<String, Instant> firstUsed = new HashMap<>();
        List<Issued> issued = new ArrayList<>();

        for (int hour = 0; hour < 16 * 24; hour++) {
            rotation(dynamo.client()).run();
            Instant now = clock.instant();
            JWKSet set = keySet();
            set.getKeys().forEach(key -> firstSeen.putIfAbsent(key.getKeyID(), now));
            String token = tokenOf(signing);
            firstUsed.putIfAbsent(kidOf(token), now);
            issued.add(new Issued(token, now.plus(TOKEN)));
            assertThat(issued.stream().filter(one -> one.endsAt().isAfter(now)))
                    .allMatch(one -> verifies(one.token(), set));
            issued.removeIf(one -> !one.endsAt().isAfter(now));
            assertThat(set.getKeys()).hasSizeBetween(2, 3);
            clock.advance(HOUR);
        }

        assertThat(firstUsed).hasSize(3);
        firstUsed.remove(firstSeen.entrySet().stream()
                .filter(seen -> seen.getValue().equals(NOON))
                .map(Map.Entry::getKey)
                .filter(kid -> firstUsed.get(kid).equals(NOON))
                .findFirst()
                .orElseThrow());
        assertThat(firstUsed).allSatisfy((kid, used) -> assertThat(firstSeen.get(kid))
                .isBeforeOrEqualTo(used.minus(TWO_HOURS_OF_THE_EDGE)));
        assertThat(firstUsed.values()).containsExactlyInAnyOrder(NOON.plus(WEEK), NOON.plus(WEEK.multipliedBy(2)));
        // those that are long replaced are forgotten
        assertThat(dynamo.items(World.TABLE)).hasSize(2);
    }

    @Test
    @DisplayName("keeps a key in the set to the minute: its last token's hour and five minutes for clocks")
    void toTheMinute() {
        rotation(dynamo.client()).run();
        String first = currentKid();
        clock.advance(WEEK.minusSeconds(1));
        assertThat(currentKid()).isEqualTo(first);
        clock.advance(Duration.ofSeconds(1));
        assertThat(currentKid()).isNotEqualTo(first);
        rotation(dynamo.client()).run();

        clock.advance(TOKEN.plusMinutes(5).minusSeconds(1));
        assertThat(published()).contains(first);
        clock.advance(Duration.ofSeconds(1));
        assertThat(published()).doesNotContain(first);
        assertThat(stored()).hasSize(3);
        clock.advance(Duration.ofDays(1));
        rotation(dynamo.client()).run();
        assertThat(stored()).hasSize(2);
    }

    @Test
    @DisplayName(
            "catches up after days without a run: the old key signs on, the next is in the set two hours before it")
    void missed() throws Exception {
        rotation(dynamo.client()).run();
        clock.advance(WEEK.multipliedBy(3));
        SigningKeys signing = keys(dynamo.client());
        String token = tokenOf(signing);
        assertThat(verifies(token, keySet())).isTrue();

        rotation(dynamo.client()).run();

        String reserve = published().getLast();
        assertThat(kidOf(token)).isNotEqualTo(reserve);
        assertThat(published()).containsExactly(kidOf(token), reserve);
        clock.advance(TWO_HOURS_OF_THE_EDGE);
        assertThat(verifies(token, keySet())).isTrue();
        assertThat(currentKid()).isEqualTo(kidOf(token));
        clock.advance(Duration.ofMinutes(10));
        assertThat(currentKid()).isEqualTo(reserve);
    }

    @Test
    @DisplayName("done by several at once makes one key in reserve")
    void raced() throws Exception {
        Callable<Boolean> run = () -> {
            rotation(dynamo.client()).run();
            return true;
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done :
                    threads.invokeAll(Stream.generate(() -> run).limit(4).toList())) {
                assertThat(done.get()).isTrue();
            }
        }

        assertThat(stored()).extracting(StoredSigningKey::number).containsExactly(1, 2);
    }

    @ParameterizedTest(name = "the effect there: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("that dies at any of its calls leaves keys that work, and the next run finishes")
    void dies(boolean effect) throws Exception {
        boolean failed = true;
        int call = 0;
        for (; failed; call++) {
            dynamo.clear(World.TABLE);
            Instant start = clock.instant();
            rotation(dynamo.client()).run();
            clock.advance(WEEK);
            String token = tokenOf(keys(dynamo.client()));
            // the key before takes over, its successor is to be made, the first one to be forgotten
            rotation(dynamo.client()).run();
            clock.advance(WEEK);
            int dying = call;
            failed = dyingAt(dying, effect, faulty -> rotation(faulty).run());

            String next = tokenOf(keys(dynamo.client()));
            assertThat(verifies(next, keySet())).as("call %d", dying).isTrue();
            assertThat(kidOf(next)).isNotEqualTo(kidOf(token));
            rotation(dynamo.client()).run();
            assertThat(stored())
                    .as("call %d", dying)
                    .extracting(StoredSigningKey::number)
                    .containsExactly(2, 3, 4);
            assertThat(stored().getLast().signsFrom()).isEqualTo(start.plus(WEEK.multipliedBy(3)));
            assertThat(stored().getFirst().publishedUntil())
                    .contains(start.plus(WEEK.multipliedBy(2)).plus(TOKEN.plusMinutes(5)));
        }
        assertThat(call).isGreaterThanOrEqualTo(5);
    }

    @Test
    @DisplayName(
            "withdraws a key at once when it is revoked: the reserve signs, and a new one is made, for a week later")
    void revoked() throws Exception {
        rotation(dynamo.client()).run();
        String token = tokenOf(keys(dynamo.client()));
        String stolen = kidOf(token);
        String reserve = published().getLast();

        assertThat(rotation(dynamo.client()).revoke(stolen)).isTrue();

        assertThat(currentKid()).isEqualTo(reserve);
        assertThat(published()).hasSize(2).startsWith(reserve).doesNotContain(stolen);
        assertThat(verifies(token, keySet())).isFalse();
        assertThat(stored().getLast().signsFrom())
                .isAfterOrEqualTo(clock.instant().plus(TWO_HOURS_OF_THE_EDGE));
        assertThat(log).anyMatch(line -> line.contains("signing-key-revoked"));
        for (int day = 0; day < 20; day++) {
            clock.advance(Duration.ofDays(1));
            rotation(dynamo.client()).run();
            assertThat(currentKid()).isNotEqualTo(stolen);
            assertThat(published()).doesNotContain(stolen);
        }
    }

    @Test
    @DisplayName("lets a function that has a revoked key at hand sign with it for five minutes at most")
    void revokedWhileWarm() {
        rotation(dynamo.client()).run();
        SigningKeys warm = keys(dynamo.client());
        String stolen = warm.current().kid();

        rotation(dynamo.client()).revoke(stolen);
        clock.advance(SigningKeys.UNWRAPPED_FOR);

        assertThat(warm.current().kid()).isNotEqualTo(stolen);
    }

    @Test
    @DisplayName(
            "revokes a key in the hour in which there is none in reserve, and one in reserve, and one long replaced")
    void revokedOtherwise() {
        rotation(dynamo.client()).run();
        clock.advance(WEEK);
        String second = currentKid();
        rotation(dynamo.client()).revoke(second);
        assertThat(currentKid()).isNotEqualTo(second);
        assertThat(published()).doesNotContain(second);

        String signing = currentKid();
        String reserve = published().stream()
                .filter(kid -> !kid.equals(signing))
                .toList()
                .getLast();
        rotation(dynamo.client()).revoke(reserve);
        assertThat(currentKid()).isEqualTo(signing);
        assertThat(published()).doesNotContain(reserve);
        clock.advance(WEEK);
        rotation(dynamo.client()).run();
        assertThat(currentKid()).isNotIn(signing, reserve);
        rotation(dynamo.client()).revoke(signing);
        assertThat(published()).doesNotContain(signing);
    }

    @Test
    @DisplayName("knows nothing of keys that are none, and changes nothing then")
    void unknown() {
        rotation(dynamo.client()).run();
        var before = dynamo.items(World.TABLE);

        assertThat(rotation(dynamo.client()).revoke("A".repeat(43))).isFalse();

        assertThat(dynamo.items(World.TABLE)).isEqualTo(before);
    }

    @ParameterizedTest(name = "the effect there: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("whose revocation dies at any of its calls always has a key that signs, and is done when asked again")
    void revocationDies(boolean effect) throws Exception {
        boolean failed = true;
        int call = 0;
        for (; failed; call++) {
            dynamo.clear(World.TABLE);
            rotation(dynamo.client()).run();
            String stolen = currentKid();
            failed = dyingAt(call, effect, faulty -> rotation(faulty).revoke(stolen));

            String token = tokenOf(keys(dynamo.client()));
            assertThat(verifies(token, keySet())).as("call %d", call).isTrue();
            rotation(dynamo.client()).revoke(stolen);
            assertThat(currentKid()).as("call %d", call).isNotEqualTo(stolen);
            assertThat(published()).as("call %d", call).hasSize(2).doesNotContain(stolen);
            assertThat(stored()).hasSize(3);
        }
        assertThat(call).isGreaterThanOrEqualTo(6);
    }

    @Test
    @DisplayName("fails where KMS makes no key, and leaves the ones that are")
    void kmsDown() {
        rotation(dynamo.client()).run();
        clock.advance(WEEK);
        KMS.isDown(true);
        try {
            assertThatThrownBy(() -> rotation(dynamo.client()).run()).isInstanceOf(SdkException.class);
        } finally {
            KMS.isDown(false);
        }
        assertThat(stored()).hasSize(2);
        assertThat(currentKid()).isEqualTo(stored().getLast().kid());
    }

    private boolean dyingAt(int call, boolean effect, Consumer<DynamoDbClient> work) {
        FaultyDynamo faulty = new FaultyDynamo(dynamo.client());
        faulty.failAfter(call, effect);
        try {
            work.accept(faulty.client());
        } catch (SdkException announced) {
            // it died there
        }
        return faulty.heal();
    }

    private KeyRotation rotation(DynamoDbClient client) {
        return new KeyRotation(
                client,
                World.TABLE,
                KMS,
                "SigningKey",
                new KeyTerms(WEEK, TOKEN),
                clock,
                new OperationLog("keys", clock, log::add));
    }

    private SigningKeys keys(DynamoDbClient client) {
        return new SigningKeys(client, World.TABLE, KMS, "SigningKey", clock);
    }

    /** As a function says that has just started. */
    private String currentKid() {
        return keys(dynamo.client()).current().kid();
    }

    private List<String> published() {
        return rotation(dynamo.client()).published();
    }

    private List<StoredSigningKey> stored() {
        return new StoredSigningKeys(dynamo.client(), World.TABLE, KMS, "SigningKey", clock).read();
    }

    private JWKSet keySet() throws ParseException {
        return JWKSet.parse(new KeySet(keys(dynamo.client()), clock).document());
    }

    private String tokenOf(SigningKeys signing) {
        AccessTokenTerms terms = new AccessTokenTerms("https://issuer.example", "touzhi", TOKEN);
        Grant grant = new Grant(
                SubjectId.random(RANDOM),
                SessionId.random(RANDOM),
                Client.IOS,
                1,
                0,
                false,
                clock.instant(),
                clock.instant().plus(Duration.ofDays(180)));
        return new AccessTokens(signing, terms, clock, RANDOM).of(grant).value();
    }

    private static String kidOf(String token) throws ParseException {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    private static boolean verifies(String token, JWKSet set) {
        try {
            SignedJWT signed = SignedJWT.parse(token);
            Optional<JWK> key =
                    Optional.ofNullable(set.getKeyByKeyId(signed.getHeader().getKeyID()));
            return key.isPresent() && signed.verify(new RSASSAVerifier(key.get().toRSAKey()));
        } catch (ParseException | JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private record Issued(String token, Instant endsAt) {}
}
