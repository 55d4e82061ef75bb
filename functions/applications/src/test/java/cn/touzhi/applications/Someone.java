package cn.touzhi.applications;

import cn.touzhi.kernel.SubjectId;
import java.util.Map;

/**
 * Somebody with a session.
 *
 * @param generation of the session
 * @param scope of the token
 */
public record Someone(SubjectId subject, String session, int generation, String scope) {
    /** By a letter that ids are made of. */
    public static Someone named(char letter) {
        return new Someone(new SubjectId(Character.toString(letter).repeat(22)), "S".repeat(21) + letter, 1, "user");
    }

    /** One of the platform's staff. */
    public static Someone ofStaff() {
        return new Someone(new SubjectId("z".repeat(22)), "S".repeat(21) + "z", 1, "user staff");
    }

    Map<String, String> claims() {
        return Map.of(
                "sub",
                subject.value(),
                "sid",
                session,
                "gen",
                Integer.toString(generation),
                "auth_time",
                "1795435200",
                "scope",
                scope);
    }
}
