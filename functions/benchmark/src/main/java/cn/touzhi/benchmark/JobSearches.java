package cn.touzhi.benchmark;

import cn.touzhi.jobs.JobsRoom;
import cn.touzhi.jobs.posting.Crowd;
import cn.touzhi.jobs.posting.JobLook;
import cn.touzhi.kernel.LocalDynamo;
import java.util.List;

/** Measures what it costs to look for jobs among ever more of them. */
final class JobSearches {
    private static final List<Integer> SIZES = List.of(10, 1000, 10_000, 100_000);

    private JobSearches() {}

    /** Prints a table. */
    public static void main(String[] ignored) {
        LocalDynamo dynamo = LocalDynamo.running(JobsRoom.TABLES);
        JobsRoom room = JobsRoom.empty(dynamo);
        Crowd crowd = new Crowd(dynamo, room.clock(), JobLook::reads);
        crowd.growTo(SIZES.getFirst());
        for (JobLook look : JobLook.values()) {
            // what the JVM compiles meanwhile isn't measured again
            Latency.of(() -> look.in(room).is(200));
        }
        Table table = new Table(dynamo, "open postings");
        for (int size : SIZES) {
            crowd.growTo(size);
            for (JobLook look : JobLook.values()) {
                table.measure(look, size, () -> look.in(room).is(200));
            }
        }
        System.exit(0);
    }
}
