package cn.touzhi.resumes.search;

import cn.touzhi.kernel.http.Answer;
import cn.touzhi.resumes.ResumesRoom;
import cn.touzhi.resumes.Someone;
import java.util.Set;

/** The ways in which employers look for resumes that say what {@link cn.touzhi.resumes.ResumeText#complete} says. */
public enum ResumeLook {
    CATEGORY("by category", "{\"category\":\"0101\"}"),
    MORE("by category, education, years and wage", """
            {"category":"0101","education":"21","minYears":5,"maxSalary":20000}
            """),
    KEYWORDS("by category and two keywords", "{\"category\":\"0101\",\"keyword\":\"java 后端\"}");

    private static final Set<String> READ = Set.of("FIND#0101-ALL", "FIND#~java", "FIND#~后端");
    private static final String EMPLOYER = "E".repeat(22);
    private static final Someone RECRUITER = Someone.named('B');

    private final String name;
    private final String body;

    ResumeLook(String name, String body) {
        this.name = name;
        this.body = body;
    }

    /** Lets somebody hire for a verified employer that has an open posting. */
    public static void hires(ResumesRoom room) {
        room.actsFor(RECRUITER, EMPLOYER);
        room.employerIs(EMPLOYER, "verified", 3);
        room.postingIs("P".repeat(22), EMPLOYER, "open", 2);
    }

    /** Looks for the first page. */
    public Answer in(ResumesRoom room) {
        return room.call(RECRUITER, "POST", "/v1/employers/" + EMPLOYER + "/resume-searches")
                .json(body)
                .send();
    }

    /** Whether any of these ways leads through {@code partition} of the table. */
    public static boolean reads(String partition) {
        return partition.startsWith("RESUMES#") || READ.contains(partition);
    }

    @Override
    public String toString() {
        return name;
    }
}
