package cn.touzhi.local.aws;

import java.util.function.Consumer;

/** A process that calls AWS. */
public interface Caller {
    /** Logical id. */
    String function();

    /** Logical id. */
    String role();

    /** Whether everything is allowed to it, and no fault meets it. */
    boolean deployer();

    /** A call begins; what comes back is told of it once it is over, however late that is. */
    Consumer<AwsCall> begins();

    /** Ends the process at once, as {@code kill -9} does. */
    void die();
}
