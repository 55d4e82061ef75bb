package cn.touzhi.local.aws;

import java.util.function.Consumer;

/**
 * Whoever holds what a function signed, such as a browser with a presigned URL. It acts in the function's role but is no
 * function: its calls are none of the function's, and a fault that names one passes it by.
 */
record Bearer(String role) implements Caller {
    @Override
    public String function() {
        return "";
    }

    @Override
    public boolean deployer() {
        return false;
    }

    @Override
    public Consumer<AwsCall> begins() {
        // counts for no invocation
        return call -> {};
    }

    @Override
    public void die() {
        // its connection is cut; what it is made of lies outside
    }
}
