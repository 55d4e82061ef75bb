package cn.touzhi.registration.verification;

import cn.touzhi.registration.limit.ClientSends;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What came of a wish before its address is counted. */
sealed interface Passage {
    /**
     * It may go on.
     *
     * @param allowances as which it may be counted, the first that fits
     * @param ticket what was counted for it at its network, to be given back if its address refuses it
     * @param repeated whether its network was counted for the same before, which says nothing of what came of it
     */
    record Open(List<Allowance> allowances, Optional<ClientSends.Ticket> ticket, boolean repeated) implements Passage {}

    /** It may not. */
    sealed interface Closed extends Passage {}

    /** Only with a challenge solved. */
    record ChallengeNeeded() implements Closed {}

    /** The challenge that came with it is not solved, or was used. */
    record NotSolved() implements Closed {}

    /** Its network gets no more before {@code pause} is over. */
    record TooManyFromHere(Duration pause) implements Closed {}
}
