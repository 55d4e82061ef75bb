package cn.touzhi.jobs.member;

import cn.touzhi.jobs.employer.Employer;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Whether somebody gets at what an employer has. */
public sealed interface Accessed {
    /**
     * They do.
     *
     * @param employer as it is
     * @param asMember as what; empty for staff
     * @param also what was read with it
     */
    record Inside(Employer employer, Optional<Member> asMember, List<Optional<Map<String, AttributeValue>>> also)
            implements Accessed {
        /** Takes a copy. */
        public Inside {
            also = List.copyOf(also);
        }

        /** As what. */
        public Member member() {
            return asMember.orElseThrow();
        }
    }

    /** They don't. */
    record Outside(Refusal why) implements Accessed {}

    /** What comes of {@code work}, if they do. */
    default <T> Outcome<T> as(Function<Inside, Outcome<T>> work) {
        return switch (this) {
            case Inside inside -> work.apply(inside);
            case Outside(Refusal why) -> Outcome.refused(why);
        };
    }

    /** The same for work that others may overtake. */
    default <T> Optional<Outcome<T>> attempt(Function<Inside, Optional<Outcome<T>>> work) {
        return switch (this) {
            case Inside inside -> work.apply(inside);
            case Outside(Refusal why) -> Optional.of(Outcome.refused(why));
        };
    }
}
