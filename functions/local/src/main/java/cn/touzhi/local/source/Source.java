package cn.touzhi.local.source;

/** Something that invokes a function by itself. */
interface Source extends AutoCloseable {
    /** Starts polling. */
    void start();

    /** Whether nothing is under way and nothing was found when it looked last, after {@code nanoTime}. */
    boolean idleSince(long nanoTime);

    /** Stops; what is under way is not waited for. */
    @Override
    void close();
}
