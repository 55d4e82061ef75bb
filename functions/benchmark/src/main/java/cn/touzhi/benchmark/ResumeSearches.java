package cn.touzhi.benchmark;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.resumes.ResumeText;
import cn.touzhi.resumes.ResumesRoom;
import cn.touzhi.resumes.Someone;
import cn.touzhi.resumes.resume.Crowd;
import cn.touzhi.resumes.search.ResumeLook;
import java.time.Duration;
import java.util.List;

/** Measures what it costs to search resumes among ever more of them. */
final class ResumeSearches {
    private static final List<Integer> SIZES = List.of(10, 1000, 10_000, 100_000);

    private ResumeSearches() {}

    /** Prints a table. */
    public static void main(String[] ignored) {
        LocalDynamo dynamo = LocalDynamo.running(ResumesRoom.TABLES);
        ResumesRoom room = ResumesRoom.empty(dynamo);
        ResumeLook.hires(room);
        Someone seeker = Someone.named('A');
        String resume = room.publishes(seeker, ResumeText.complete());
        Crowd crowd = new Crowd(dynamo, seeker.subject(), resume, ResumeLook::reads);
        crowd.growTo(SIZES.getFirst());
        for (ResumeLook look : ResumeLook.values()) {
            nextDay(room);
            // what the JVM compiles meanwhile isn't measured again
            Latency.of(() -> look.in(room).is(200));
        }
        Table table = new Table(dynamo, "public resumes");
        for (int size : SIZES) {
            crowd.growTo(size);
            for (ResumeLook look : ResumeLook.values()) {
                nextDay(room);
                table.measure(look, size, () -> look.in(room).is(200));
            }
        }
        System.exit(0);
    }

    /** Nobody may have more than five hundred pages a day. */
    private static void nextDay(ResumesRoom room) {
        room.clock().advance(Duration.ofDays(1));
    }
}
