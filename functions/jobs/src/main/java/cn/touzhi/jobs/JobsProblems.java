package cn.touzhi.jobs;

import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Problems;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refusals of this room as clients read them. */
public final class JobsProblems {
    private static final Pattern TAG = Pattern.compile("\"([1-9][0-9]{0,8})\"");

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
            case Refusal.VersionChanged _ ->
                Problem.of(412, "version-changed", "It was changed since").detailed("Read it again.");
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

    /** The version that a client means to change; empty where it doesn't say. */
    public static OptionalInt versionIn(HttpRequest<?> request) {
        Matcher tag = TAG.matcher(request.getHeaders().findFirst("If-Match").orElse(""));
        return tag.matches() ? OptionalInt.of(Integer.parseInt(tag.group(1))) : OptionalInt.empty();
    }

    /** 428: the client must say which version it means to change (RFC 6585). */
    public static HttpResponse<?> versionNeeded() {
        return Problem.of(428, "version-needed", "The header If-Match must name the version that was read")
                .toResponse();
    }

    /** With the version as its tag. */
    public static HttpResponse<?> tagged(MutableHttpResponse<?> response, int version) {
        return response.header("ETag", "\"" + version + "\"");
    }
}
