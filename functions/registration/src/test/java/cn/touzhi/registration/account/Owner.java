package cn.touzhi.registration.account;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.registration.session.Device;
import cn.touzhi.registration.session.SecondCheck;
import cn.touzhi.registration.session.Session;
import cn.touzhi.registration.session.SignIn;
import cn.touzhi.registration.session.World;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import java.time.Duration;

/** Somebody with an account, and what they do with its addresses. */
public final class Owner {
    public static final String PHONE = World.PHONE;
    public static final String EMAIL = "owner@example.com";

    private final World world;
    private final AccountDesk desk;
    private Session session;

    private Owner(World world, Session session) {
        this.world = world;
        this.desk = world.desk();
        this.session = session;
    }

    /** One who has just registered with a phone. */
    public static Owner withPhone(World world) {
        return new Owner(world, world.aSession(world.aDevice()));
    }

    /** One who has just registered with an e-mail address. */
    public static Owner withEmail(World world, String address) {
        Proof proof = world.aProof(Channel.EMAIL, address, Purpose.ENTER);
        Registered registered = world.accounts().register(world.aRegistration(proof, world.aDevice()));
        return new Owner(world, ((Registered.NewAccount) registered).session());
    }

    /** One whose phone and e-mail address have both been theirs for eight days. */
    public static Owner withPhoneAndEmail(World world) {
        Owner owner = withPhone(world);
        owner.stepsUp(Channel.SMS, PHONE);
        owner.adds(Channel.EMAIL, EMAIL);
        world.clock().advance(Duration.ofDays(8));
        return owner;
    }

    public SubjectId subject() {
        return session.subject();
    }

    public Session session() {
        return session;
    }

    /** On another session of theirs. */
    Owner on(Session other) {
        session = other;
        return this;
    }

    Caller caller() {
        Session now = world.sessionNow(session);
        return new Caller(
                now.subject(), now.id(), now.generation(), now.confirmedAt().orElse(now.authenticatedAt()));
    }

    public Owner stepsUp(Channel channel, String address) {
        String outcome = world.stepsUp(session, world.aProof(channel, address, Purpose.CONFIRM));
        assertThat(outcome).startsWith("Confirmed");
        return this;
    }

    IdentityOutcome adds(Channel channel, String address) {
        return desk.additions.add(caller(), world.aProof(channel, address, Purpose.IDENTITY), false);
    }

    /** Tries to add an address; what comes of it. */
    public String triesToAdd(Channel channel, String address) {
        return adds(channel, address).toString();
    }

    /** Removes one of their addresses. */
    public void loses(Channel channel, String address) {
        assertThat(removes(channel, address)).isInstanceOf(IdentityOutcome.Done.class);
    }

    IdentityOutcome removes(Channel channel, String address) {
        return desk.removals.remove(caller(), World.digestOf(channel, address)::equals);
    }

    IdentityOutcome restores(Channel channel, String address) {
        return desk.restorations.restore(world.aProof(channel, address, Purpose.CONFIRM));
    }

    Freezes.Freeze freezes(Channel channel, String address) {
        return desk.freezes.freeze(world.aProof(channel, address, Purpose.CONFIRM));
    }

    Unfreezes.Unfreeze unfreezes(Proof first, Proof second) {
        return desk.unfreezes.unfreeze(first, second);
    }

    public SignIn signsIn(Channel channel, String address) {
        return world.signsIn(channel, address, world.aDevice(), SecondCheck.NONE);
    }

    public Registered registers(Channel channel, String address, boolean detach) {
        Proof proof = world.aProof(channel, address, Purpose.ENTER);
        Device device = world.aDevice();
        Registration registration = world.aRegistration(proof, device);
        return desk.accounts.register(new Registration(
                proof,
                device,
                registration.birthDate(),
                registration.acceptedPolicy(),
                registration.locale(),
                registration.source(),
                registration.second(),
                detach));
    }
}
