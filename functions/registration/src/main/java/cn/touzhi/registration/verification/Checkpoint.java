package cn.touzhi.registration.verification;

import cn.touzhi.kernel.http.ClientAddress;
import cn.touzhi.registration.challenge.Challenges;
import cn.touzhi.registration.challenge.Level;
import cn.touzhi.registration.challenge.Solution;
import cn.touzhi.registration.limit.Breakers;
import cn.touzhi.registration.limit.ClientSends;
import cn.touzhi.registration.limit.SmsTarget;
import java.util.List;
import java.util.Optional;

/**
 * What a wish for a message passes before its address is counted, so that one that is refused here takes nothing from
 * the address's owner: the breakers or the challenge, and then the counter of the network that it comes from. Devices
 * that are known to the address pass at once.
 *
 * <p>One after the other, for all the round trips that it costs: the counter knows a repeated wish by the mark that it
 * left, so nothing may leave one that is refused. Side by side, the twin of a wish that is just being refused would meet
 * its mark and pass.
 *
 * <p>Nothing here looks at accounts, so nothing here tells of them.
 */
final class Checkpoint {
    private final Challenges challenges;
    private final ClientSends clients;
    private final Breakers breakers;
    private final DeviceTokens devices;

    Checkpoint(Challenges challenges, ClientSends clients, Breakers breakers, DeviceTokens devices) {
        this.challenges = challenges;
        this.clients = clients;
        this.breakers = breakers;
        this.devices = devices;
    }

    /** Lets a wish pass, or not. */
    Passage pass(Asker asker, Wanted wanted) {
        if (asker.challenge().isEmpty()) {
            return isKnown(asker, wanted) ? known() : unsolved(asker, wanted);
        }
        return switch (challenges.check(asker.challenge().get())) {
            case Challenges.Checked.NotSolved() -> new Passage.NotSolved();
            case Challenges.Checked.Solved(Solution solution) -> solved(asker, wanted, solution);
        };
    }

    /** Lets the wish for a further message of {@code before} pass, or not: with it comes nothing but its network. */
    Passage passAgain(ClientAddress client, Verification before, Wanted wanted) {
        return before.allowance() == Allowance.KNOWN ? known() : unsolved(Asker.from(client), wanted);
    }

    /** Takes back what was counted for a wish that its address refuses. */
    void giveBack(Passage.Open passed) {
        passed.ticket().ifPresent(clients::giveBack);
    }

    private boolean isKnown(Asker asker, Wanted wanted) {
        return asker.deviceToken()
                .flatMap(devices::read)
                .filter(token -> token.addressDigest().equals(wanted.addressDigest()))
                .isPresent();
    }

    private static Passage known() {
        return new Passage.Open(List.of(Allowance.KNOWN), Optional.empty(), false);
    }

    private Passage unsolved(Asker asker, Wanted wanted) {
        if (wanted.target().filter(breakers::concern).isPresent()) {
            return new Passage.ChallengeNeeded();
        }
        return passage(clients.count(asker.client(), wanted.mark(), false), List.of(Allowance.STRANGER));
    }

    private Passage solved(Asker asker, Wanted wanted, Solution solution) {
        if (!challenges.spend(solution, wanted.verification().value())) {
            return new Passage.NotSolved();
        }
        if (isKnown(asker, wanted)) {
            return known();
        }
        List<Allowance> allowances = solution.level() == Level.HARDER
                ? List.of(Allowance.STRANGER, Allowance.HARDER)
                : List.of(Allowance.STRANGER);
        // what was counted without a challenge, or with another, doesn't open here, where more is to be had
        String mark = wanted.mark() + " " + solution.challenge();
        return passage(clients.count(asker.client(), mark, true), allowances);
    }

    private static Passage passage(ClientSends.Counted counted, List<Allowance> allowances) {
        return switch (counted) {
            case ClientSends.Counted.New(ClientSends.Ticket ticket) ->
                new Passage.Open(allowances, Optional.of(ticket), false);
            case ClientSends.Counted.Known() -> new Passage.Open(allowances, Optional.empty(), true);
            case ClientSends.Counted.ChallengeNeeded() -> new Passage.ChallengeNeeded();
            case ClientSends.Counted.TooMany(var pause) -> new Passage.TooManyFromHere(pause);
        };
    }

    /**
     * What is wished for.
     *
     * @param verification the message's
     * @param addressDigest the address, digested under the pepper
     * @param target where it goes, if it is a text message
     * @param mark names the message, and no other that ever was
     */
    record Wanted(VerificationId verification, String addressDigest, Optional<SmsTarget> target, String mark) {}
}
