package cn.touzhi.jobs;

import cn.touzhi.kernel.http.EntityVersion;
import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Problems;
import io.micronaut.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Refusals of this room as clients read them. */
public final class JobsProblems {
    private JobsProblems() {}

    /** The answer to a request of which {@code outcome} came. */
    public static <T> HttpResponse<?> answer(Outcome<T> outcome, Function<T, HttpResponse<?>> granted) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> granted.apply(value);
            case Outcome.Refused<T>(Refusal why) -> of(why).toResponse();
        };
    }

    /** The problem that {@code refusal} is. */
    public static Problem of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.SessionOver _ -> Problems.sessionEnded();
            case Refusal.NothingThere _ -> Problems.noSuchThing();
            case Refusal.StaffOnly _ -> Problem.of(403, "staff-only", "Only the platform's staff may do this");
            case Refusal.RoleTooLow _ -> Problem.of(403, "role-too-low", "Your role doesn't allow this");
            case Refusal.KeyReused _ ->
                Problem.of(422, "idempotency-key-reused", "The Idempotency-Key came with another request before");
            case Refusal.CodeTaken _ -> Problem.of(409, "code-taken", "An employer is registered under this code");
            case Refusal.NotAuthorised _ ->
                Problem.of(409, "authorisation-missing", "The organisation has not authorised its agent");
            case Refusal.MoveNotAllowed(String state) ->
                Problem.of(409, "move-not-allowed", "This can't be done in the present state")
                        .with("state", state);
            case Refusal.VersionChanged _ -> EntityVersion.changed();
            case Refusal.NotVerified _ -> Problem.of(409, "employer-not-verified", "The employer is not verified");
            case Refusal.LastOwner _ -> Problem.of(409, "last-owner", "An employer keeps one owner at least");
            case Refusal.TooManyMembers _ ->
                Problem.of(409, "too-many-members", "The employer has no room for another");
            case Refusal.ValidityOver _ ->
                Problem.of(409, "validity-over", "The posting's time is over").detailed("Give it another end first.");
            case Refusal.ForeignCursor _ ->
                Problems.malformed("The parameter cursor must be of a page of the same list");
            case Refusal.Unfit(List<Problem.Fault> faults) -> Problems.malformed(faults);
            case Refusal.Discriminatory(List<Problem.Fault> faults) ->
                new Problem(
                        422,
                        "discriminatory-wording",
                        "The wording keeps people out for what they are",
                        "Say what the work demands, and leave out whom you want.",
                        faults,
                        Map.of(),
                        Map.of());
            case Refusal.Busy _ -> Problems.tryAgain();
        };
    }
}
