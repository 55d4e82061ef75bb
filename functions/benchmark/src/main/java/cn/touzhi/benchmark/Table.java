package cn.touzhi.benchmark;

import cn.touzhi.kernel.LocalDynamo;
import java.util.Locale;

/** The figures as Markdown, a line as soon as it is measured. */
final class Table {
    private final LocalDynamo dynamo;

    /** Begins one of {@code things}. */
    Table(LocalDynamo dynamo, String things) {
        this.dynamo = dynamo;
        System.out.printf("%n| search | %s | requests | read units | median, ms | p99, ms |%n", things);
        System.out.println("|---|---|---|---|---|---|");
    }

    /** Measures {@code look} among {@code size}. */
    void measure(Object look, int size, Runnable work) {
        Latency latency = Latency.of(work);
        LocalDynamo.Reads reads = dynamo.readsOf(work);
        System.out.printf(
                Locale.ROOT, "| %s | %,d | %d | %.1f | %s |%n", look, size, reads.requests(), reads.units(), latency);
    }
}
