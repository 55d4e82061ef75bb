package cn.touzhi.registration.account;

import static cn.touzhi.registration.account.Owner.EMAIL;
import static cn.touzhi.registration.account.Owner.PHONE;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.registration.identity.AccountAddress;
import cn.touzhi.registration.session.AccountReads;
import cn.touzhi.registration.session.Holdings;
import cn.touzhi.registration.session.SecondCheck;
import cn.touzhi.registration.session.Session;
import cn.touzhi.registration.session.SignIn;
import cn.touzhi.registration.session.World;
import cn.touzhi.registration.staff.StaffDesk;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A model that is played in random order: an owner with two old addresses, who looks at their mail every few days, and
 * somebody who has the SIM, a session, both, or the number after it was given out again, but never the e-mail address.
 * The same seed plays the same game; {@code -Dgames=500} plays more of them.
 */
@Clause("64")
@DisplayName("In whatever order a thief and an owner with two old addresses act,")
class ThiefTest {
    private static final int GAMES = Integer.getInteger("games", 3);
    private static final int MOVES = 24;
    private static final String THIEFS = "thief@example.com";

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE, World.KEYS);

    @ParameterizedTest(name = "who has {0}")
    @EnumSource
    @DisplayName("the owner never loses the account, and the thief never keeps it")
    void games(Loot loot) {
        for (long seed = 1; seed <= GAMES; seed++) {
            new Game(loot, seed).play();
        }
    }

    /** What somebody has who isn't the owner. */
    private enum Loot {
        SIM,
        SESSION,
        SIM_AND_SESSION,
        NUMBER_GIVEN_OUT_AGAIN;

        boolean number() {
            return this != SESSION;
        }

        boolean session() {
            return this == SESSION || this == SIM_AND_SESSION;
        }
    }

    private static final class Game {
        private final Loot loot;
        private final Random chance;
        private final List<String> moves = new ArrayList<>();
        private final World world = new World(dynamo);
        private final StaffDesk staff = new StaffDesk(dynamo, world);
        private final Owner owner = Owner.withPhoneAndEmail(world);
        private final SubjectId subject = owner.subject();
        private final List<Session> thiefs = new ArrayList<>();

        Game(Loot loot, long seed) {
            this.loot = loot;
            this.chance = new Random(seed);
            moves.add("%s, seed %d:".formatted(loot, seed));
            if (loot.session()) {
                thiefs.add(((SignIn.SignedIn) owner.signsIn(Channel.EMAIL, EMAIL)).session());
            }
            if (loot == Loot.NUMBER_GIVEN_OUT_AGAIN) {
                world.clock().advance(Duration.ofDays(100));
            }
        }

        void play() {
            for (int move = 1; move <= MOVES; move++) {
                boolean thief = chance.nextInt(3) > 0;
                moves.add(thief ? thiefMoves() : ownerMoves());
                // never a week without a look at the mail
                world.clock().advance(Duration.ofHours(chance.nextInt(12)));
                if (move % 8 == 0) {
                    world.clock().advance(Duration.ofHours(chance.nextInt(40)));
                    moves.add(ownerLooksAtTheirMail());
                }
                assertNothingLost();
            }
            ownerTakesTheAccountBack();
            assertThiefHasNothing();
        }

        // ---- the thief

        private String thiefMoves() {
            return switch (chance.nextInt(12)) {
                case 11 -> endsOthers();
                case 0, 1 -> signsIn(thiefsAddress());
                case 2 -> stepsUp(thiefsAddress());
                case 3 -> adds();
                case 4 -> removes(new Known(Channel.EMAIL, EMAIL));
                case 5 -> removes(thiefsAddress());
                case 6 ->
                    "freezes: "
                            + owner.freezes(
                                    thiefsAddress().channel(), thiefsAddress().address());
                case 7 -> restores(thiefsAddress());
                case 8 -> unfreezes();
                case 9 -> registersAnew();
                default -> guessesBirthDate();
            };
        }

        private Known thiefsAddress() {
            return loot.number() && chance.nextBoolean()
                    ? new Known(Channel.SMS, PHONE)
                    : new Known(Channel.EMAIL, THIEFS);
        }

        private String signsIn(Known known) {
            SignIn outcome = owner.signsIn(known.channel(), known.address());
            keep(outcome);
            return "thief signs in with " + known + ": " + outcome.getClass().getSimpleName();
        }

        private void keep(SignIn outcome) {
            if (outcome instanceof SignIn.SignedIn(Session session)
                    && session.subject().equals(subject)) {
                thiefs.add(session);
            }
        }

        private String stepsUp(Known known) {
            return thiefsSession()
                    .map(session -> "thief steps up with " + known + ": "
                            + world.stepsUp(session, proof(known, Purpose.CONFIRM)))
                    .orElse("thief has no session");
        }

        private String adds() {
            return thiefsSession()
                    .map(session -> "thief adds: "
                            + world.desk()
                                    .additions
                                    .add(
                                            callerOf(session),
                                            proof(new Known(Channel.EMAIL, THIEFS), Purpose.IDENTITY),
                                            true))
                    .orElse("thief has no session");
        }

        private String removes(Known known) {
            return thiefsSession()
                    .map(session -> "thief removes " + known + ": "
                            + world.desk().removals.remove(callerOf(session), known.digest()::equals))
                    .orElse("thief has no session");
        }

        private String restores(Known known) {
            return "thief restores " + known + ": " + owner.restores(known.channel(), known.address());
        }

        private String unfreezes() {
            return "thief unfreezes: "
                    + owner.unfreezes(
                            proof(thiefsAddress(), Purpose.CONFIRM),
                            proof(new Known(Channel.EMAIL, THIEFS), Purpose.CONFIRM));
        }

        private String registersAnew() {
            Known known = thiefsAddress();
            Registered outcome = owner.registers(known.channel(), known.address(), true);
            if (outcome instanceof Registered.SignedIn(Session session)) {
                keep(new SignIn.SignedIn(session));
            }
            return "thief registers with " + known + ": " + outcome.getClass().getSimpleName();
        }

        private String guessesBirthDate() {
            Known known = thiefsAddress();
            SignIn outcome = world.signsIn(
                    known.channel(),
                    known.address(),
                    world.aDevice(),
                    new SecondCheck(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(LocalDate.ofEpochDay(chance.nextInt(10_000)))));
            keep(outcome);
            return "thief guesses a birth date: " + outcome.getClass().getSimpleName();
        }

        private String endsOthers() {
            return thiefsSession()
                    .map(session -> "thief ends all other sessions: " + world.endsOthers(session))
                    .orElse("thief has no session");
        }

        private Optional<Session> thiefsSession() {
            return thiefs.isEmpty() ? Optional.empty() : Optional.of(thiefs.get(chance.nextInt(thiefs.size())));
        }

        // ---- the owner

        private String ownerMoves() {
            return switch (chance.nextInt(5)) {
                case 4 -> ownerRemovesTheirNumber();
                case 0 -> "owner freezes: " + owner.freezes(Channel.EMAIL, EMAIL);
                case 1 -> "owner restores: " + owner.restores(Channel.EMAIL, EMAIL);
                case 2 -> ownerLooksAtTheirMail();
                default -> loot.number() ? "owner waits" : ownerUnfreezes();
            };
        }

        private String ownerRemovesTheirNumber() {
            if (!(owner.signsIn(Channel.EMAIL, EMAIL) instanceof SignIn.SignedIn(Session session)) || !loot.number()) {
                return "owner waits";
            }
            return "owner steps up " + world.stepsUp(session, proof(new Known(Channel.EMAIL, EMAIL), Purpose.CONFIRM))
                    + " and removes their number: "
                    + world.desk().removals.remove(callerOf(session), new Known(Channel.SMS, PHONE).digest()::equals);
        }

        private String ownerUnfreezes() {
            return "owner unfreezes: "
                    + owner.unfreezes(
                            proof(new Known(Channel.EMAIL, EMAIL), Purpose.CONFIRM),
                            proof(new Known(Channel.SMS, PHONE), Purpose.CONFIRM));
        }

        /** What the notices say they should do: take back what was removed, and out what they don't know. */
        private String ownerLooksAtTheirMail() {
            StringBuilder did = new StringBuilder("owner looks at their mail:");
            did.append(" restores ").append(owner.restores(Channel.EMAIL, EMAIL));
            if (has(THIEFS) && owner.signsIn(Channel.EMAIL, EMAIL) instanceof SignIn.SignedIn(Session session)) {
                did.append(" steps up ")
                        .append(world.stepsUp(session, proof(new Known(Channel.EMAIL, EMAIL), Purpose.CONFIRM)));
                did.append(" removes ")
                        .append(world.desk()
                                .removals
                                .remove(callerOf(session), new Known(Channel.EMAIL, THIEFS).digest()::equals));
            }
            return did.toString();
        }

        private void ownerTakesTheAccountBack() {
            moves.add("owner freezes: " + owner.freezes(Channel.EMAIL, EMAIL));
            moves.add("owner restores: " + owner.restores(Channel.EMAIL, EMAIL));
            assertThat(thiefs).as(story()).noneMatch(world::goesOn);
            if (!loot.number()) {
                moves.add(ownerUnfreezes());
            } else {
                world.clock().advance(Duration.ofHours(24));
                moves.add("staff returns the account: " + staff.returns(subject, EMAIL));
            }
        }

        // ---- what must hold

        private void assertNothingLost() {
            if (loot == Loot.NUMBER_GIVEN_OUT_AGAIN) {
                assertThat(thiefs).as(story()).isEmpty();
            }
            assertThat(holdings().addresses())
                    .as(story())
                    .anyMatch(address -> address.addressDigest().equals(World.digestOf(Channel.EMAIL, EMAIL))
                            && address.expiresAt()
                                    .map(world.clock().instant()::isBefore)
                                    .orElse(true));
        }

        private void assertThiefHasNothing() {
            assertThat(thiefs).as(story()).noneMatch(world::goesOn);
            List<Known> all = loot.number()
                    ? List.of(new Known(Channel.SMS, PHONE), new Known(Channel.EMAIL, THIEFS))
                    : List.of(new Known(Channel.EMAIL, THIEFS));
            for (Known known : all) {
                moves.add(restores(known));
                moves.add(signsIn(known));
                owner.freezes(known.channel(), known.address());
            }
            assertThat(thiefs).as(story()).noneMatch(world::goesOn);
            assertThat(owner.signsIn(Channel.EMAIL, EMAIL))
                    .as(story())
                    .isInstanceOfSatisfying(
                            SignIn.SignedIn.class,
                            in -> assertThat(in.session().subject()).isEqualTo(subject));
        }

        private boolean has(String email) {
            return holdings().liveAddresses().stream()
                    .map(AccountAddress::addressDigest)
                    .anyMatch(World.digestOf(Channel.EMAIL, email)::equals);
        }

        private Holdings holdings() {
            return new AccountReads(dynamo.client(), World.TABLE).of(subject).orElseThrow();
        }

        private Caller callerOf(Session session) {
            Session now = world.sessionNow(session);
            return new Caller(
                    now.subject(), now.id(), now.generation(), now.confirmedAt().orElse(now.authenticatedAt()));
        }

        private Proof proof(Known known, Purpose purpose) {
            return world.aProof(known.channel(), known.address(), purpose);
        }

        private String story() {
            return String.join("\n", moves);
        }
    }

    private record Known(Channel channel, String address) {
        String digest() {
            return World.digestOf(channel, address);
        }
    }
}
