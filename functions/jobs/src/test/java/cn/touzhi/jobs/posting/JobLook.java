package cn.touzhi.jobs.posting;

import cn.touzhi.jobs.JobsRoom;
import cn.touzhi.kernel.http.Answer;
import java.util.List;
import java.util.Map;

/** The ways in which everybody looks for jobs; each could find all of a {@link Crowd}. */
public enum JobLook {
    CATEGORY_AND_CITY("by category and city", Map.of("category", "0101", "place", "530100"), 0),
    WAGE("by category, city and wage", Map.of("category", "0101", "place", "530100", "minSalary", "20000"), 0),
    KEYWORDS("by two keywords", Map.of("q", "后端 开发"), 0),
    NEARBY("within 5 km", Map.of(), 5000),
    NEARBY_WIDE("within 20 km", Map.of(), 20_000);

    private static final List<String> READ = List.of("LISTING#0101#530100", "WORD#后端#ALL", "WORD#开发#ALL");

    private final String name;
    private final Map<String, String> query;
    private final int radius;

    JobLook(String name, Map<String, String> query, int radius) {
        this.name = name;
        this.query = Map.copyOf(query);
        this.radius = radius;
    }

    /** Looks for the first page. */
    public Answer in(JobsRoom room) {
        return radius == 0
                ? room.call("GET", "/v1/jobs").query(query).send()
                : room.call("POST", "/v1/job-searches/nearby").json(nearby()).send();
    }

    /** Whether any of these ways leads through {@code partition} of the table. */
    public static boolean reads(String partition) {
        return partition.startsWith("JOB#")
                || partition.startsWith("NEAR#") && partition.endsWith("#ALL")
                || READ.contains(partition);
    }

    private String nearby() {
        return "{\"coordSys\":\"GCJ02\",\"latitude\":" + Crowd.MIDDLE.latitude() + ",\"longitude\":"
                + Crowd.MIDDLE.longitude() + ",\"radius\":" + radius + "}";
    }

    @Override
    public String toString() {
        return name;
    }
}
