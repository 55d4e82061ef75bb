package cn.touzhi.local.aws;

/** A process that calls AWS. */
public interface Caller {
    /** Logical id. */
    String function();

    /** Logical id. */
    String role();

    /** Whether everything is allowed to it, and no fault meets it. */
    boolean deployer();

    /** Is told of each call once it is over. */
    void made(AwsCall call);

    /** Ends the process at once, as {@code kill -9} does. */
    void die();
}
