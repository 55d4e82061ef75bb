package cn.touzhi.resumes.resume;

import cn.touzhi.kernel.http.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How complete a resume is. What the policy names as required (clause 2.1.2) makes up four fifths; what is optional, the
 * rest. Whatever is undisclosed costs nothing.
 */
public final class Completeness {
    /** Below it, nobody can be judged by it, and it can't be submitted. */
    public static final int LEAST = 50;

    private static final int PERSON = 20;
    private static final int SECTION = 20;
    private static final int INTRODUCTION = 5;
    private static final int SKILLS = 5;
    private static final int OTHER = 2;

    private Completeness() {}

    /** In per cent. */
    public static int of(ResumeFields fields) {
        int missing = (int) personal(fields).filter(Objects::isNull).count();
        int all = (int) personal(fields).count();
        int sum = PERSON * (all - missing) / all;
        sum += fields.intentions().isEmpty() ? 0 : SECTION;
        sum += fields.education().isEmpty() ? 0 : SECTION;
        sum += worked(fields) ? SECTION : 0;
        sum += fields.introduction() == null ? 0 : INTRODUCTION;
        sum += fields.skills().isEmpty() ? 0 : SKILLS;
        sum += OTHER
                * (int) Stream.of(
                                fields.projects(),
                                fields.certificates(),
                                fields.awards(),
                                fields.languages(),
                                fields.work())
                        .filter(section -> !section.isEmpty())
                        .count();
        return sum;
    }

    /** What is required and isn't there. */
    public static List<Problem.Fault> missing(ResumeFields fields) {
        List<Problem.Fault> missing = new ArrayList<>();
        demand(missing, "/fields/name", fields.name() != null);
        demand(missing, "/fields/gender", fields.gender() != null);
        demand(missing, "/fields/birthDate", fields.birthDate() != null);
        demand(missing, "/fields/phone", fields.phone() != null);
        demand(missing, "/fields/email", fields.email() != null);
        demand(missing, "/fields/city", fields.city() != null);
        demand(missing, "/fields/workingSince", worked(fields));
        demand(missing, "/fields/intentions", !fields.intentions().isEmpty());
        demand(missing, "/fields/education", !fields.education().isEmpty());
        return missing;
    }

    private static void demand(List<Problem.Fault> missing, String pointer, boolean there) {
        if (!there) {
            missing.add(new Problem.Fault(pointer, "is required"));
        }
    }

    /** Whether it says how long they have worked, be it not at all. */
    private static boolean worked(ResumeFields fields) {
        return fields.workingSince() != null || Boolean.TRUE.equals(fields.freshGraduate());
    }

    private static Stream<Object> personal(ResumeFields fields) {
        return Stream.of(new Object[] {
            fields.name(), fields.gender(), fields.birthDate(), fields.phone(), fields.email(), fields.city()
        });
    }
}
