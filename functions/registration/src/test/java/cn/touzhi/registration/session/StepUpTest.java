package cn.touzhi.registration.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.WriteUnits;
import cn.touzhi.kernel.dynamo.Attributes;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@DisplayName("Stepping up")
class StepUpTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE, World.KEYS);

    private static final String FOREIGN = "z@example.com";

    private World world;
    private Device device;
    private Session own;

    @BeforeEach
    void someoneIsSignedIn() {
        world = new World(dynamo);
        device = world.aDevice();
        own = world.aSession(device);
        world.clock.advance(Duration.ofDays(1));
    }

    @Test
    @DisplayName("says in an access token, the session and the address that it was proved now, and not in later tokens")
    void stepsUp() {
        Instant now = world.clock.instant();
        Proof proof = aConfirmation();

        assertThat(stepUp(proof)).isEqualTo(new StepUp.Confirmed(own.grant().confirmedAt(now)));

        Session stored = world.sessionNow(own);
        assertThat(stored.confirmedAt()).contains(now);
        assertThat(stored.confirmedBy()).contains(proof.addressDigest());
        assertThat(stored.authenticatedAt()).isEqualTo(World.NOON);
        assertThat(guard().get(RegistrationTable.PROVED_AT)).isEqualTo(Attributes.seconds(now));
        assertThat(world.sessions.refresh(own.grant(), device.secret()))
                .isEqualTo(new Refresh.Continued(own.grant().next()));
    }

    @Test
    @DisplayName("costs one read and one transaction of four actions")
    void budget() {
        Proof proof = aConfirmation();

        var requests = dynamo.requestsOf(() -> stepUp(proof));

        assertThat(requests).hasSize(2);
        assertThat(WriteUnits.of(requests)).isEqualTo(8);
    }

    @Test
    @DisplayName(
            "R8 answers the same proof again with the same time, to the same session within a minute, and R9 no later")
    void again() {
        Proof proof = aConfirmation();
        world.faults.loseAnswer();
        assertThatThrownBy(() -> stepUp(proof)).isInstanceOf(SdkClientException.class);
        Instant then = world.clock.instant();

        world.clock.advance(Duration.ofSeconds(60));
        var requests = dynamo.requestsOf(() -> assertThat(stepUp(proof))
                .isEqualTo(new StepUp.Confirmed(own.grant().confirmedAt(then))));
        assertThat(WriteUnits.of(requests)).isZero();
        Session other = world.anotherSession(world.aDevice());
        assertThat(world.stepUps.stepUp(other.subject(), other.id(), 1, proof)).isEqualTo(new StepUp.ProofNotUsable());

        world.clock.advance(Duration.ofSeconds(1));
        assertThat(stepUp(proof)).isEqualTo(new StepUp.ProofNotUsable());
    }

    @ParameterizedTest
    @CsvSource({"0,true", "0,false", "1,true", "1,false"})
    @DisplayName("R8 gets there by asking again, whichever call is lost")
    void faults(int call, boolean done) {
        Proof proof = aConfirmation();
        world.faults.failAfter(call, done);
        assertThatThrownBy(() -> stepUp(proof)).isInstanceOf(SdkClientException.class);
        assertThat(world.faults.heal()).isTrue();

        assertThat(stepUp(proof)).isEqualTo(new StepUp.Confirmed(own.grant().confirmedAt(world.clock.instant())));
    }

    @ParameterizedTest
    @EnumSource(names = "CONFIRM", mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("R7 takes no proof that was made for something else")
    void otherPurpose(Purpose purpose) {
        assertThat(stepUp(world.aProof(Channel.SMS, World.PHONE, purpose))).isEqualTo(new StepUp.ProofNotUsable());
    }

    @Test
    @DisplayName("takes no proof that has ended")
    void overProof() {
        Proof late = aConfirmation();
        world.clock.advance(Duration.ofMinutes(21));

        assertThat(stepUp(late)).isEqualTo(new StepUp.ProofNotUsable());
    }

    @Test
    @DisplayName(
            "R32 answers alike to an address that is nobody's, someone else's, or no longer one's own, and uses nothing up")
    void notYours() {
        Proof nobodys = world.aProof(Channel.EMAIL, FOREIGN, Purpose.CONFIRM);
        assertThat(stepUp(nobodys)).isEqualTo(new StepUp.NotYourAddress());

        world.accounts()
                .register(world.aRegistration(world.aProof(Channel.EMAIL, FOREIGN, Purpose.ENTER), world.aDevice()));
        assertThat(stepUp(nobodys)).isEqualTo(new StepUp.NotYourAddress());

        Proof removed = aConfirmation();
        set(RegistrationTable.REMOVED_AT);
        assertThat(stepUp(removed)).isEqualTo(new StepUp.NotYourAddress());
        unset(RegistrationTable.REMOVED_AT);
        assertThat(stepUp(removed)).isInstanceOf(StepUp.Confirmed.class);
        assertThat(world.sessionNow(own).confirmedBy()).contains(removed.addressDigest());
    }

    @Test
    @DisplayName("is refused to a session that was ended, is of another generation, or whose account may not be used")
    void notAdmitted() {
        Proof proof = aConfirmation();
        assertThat(world.stepUps.stepUp(own.subject(), own.id(), 2, proof)).isEqualTo(new StepUp.NotAdmitted());
        world.freeze(own.subject());
        assertThat(stepUp(proof)).isEqualTo(new StepUp.NotAdmitted());
        world.put(AccountState.ACTIVE, own.subject());
        world.sessions.end(own.subject(), own.id(), 1, own.id());
        assertThat(stepUp(proof)).isEqualTo(new StepUp.NotAdmitted());

        assertThat(world.sessionNow(own).confirmedAt()).isEmpty();
    }

    @Test
    @DisplayName("gets through a conflict with another writer")
    void conflicts() {
        Proof proof = aConfirmation();
        world.faults.conflict(2);

        assertThat(stepUp(proof)).isInstanceOf(StepUp.Confirmed.class);
    }

    private Proof aConfirmation() {
        return world.aProof(Channel.SMS, World.PHONE, Purpose.CONFIRM);
    }

    private StepUp stepUp(Proof proof) {
        return world.stepUps.stepUp(own.subject(), own.id(), own.generation(), proof);
    }

    private Map<String, AttributeValue> guard() {
        return World.itemsOf(dynamo, "IDENTITY#").stream()
                .filter(item -> item.containsKey(RegistrationTable.SUBJECT)
                        && item.get(RegistrationTable.SUBJECT)
                                .s()
                                .equals(own.subject().value()))
                .findFirst()
                .orElseThrow();
    }

    private void set(String name) {
        var item = new HashMap<>(guard());
        item.put(name, Attributes.seconds(world.clock.instant()));
        dynamo.client().putItem(put -> put.tableName(World.TABLE).item(item));
    }

    private void unset(String name) {
        var item = new HashMap<>(guard());
        item.remove(name);
        dynamo.client().putItem(put -> put.tableName(World.TABLE).item(item));
    }
}
