package cn.touzhi.local.aws;

import cn.touzhi.local.lambda.Credentials;
import java.util.function.Consumer;

/** The local cloud itself, its tests and its console: everything is allowed, nothing is counted, no fault meets it. */
record Deployer() implements Caller {
    /** The access key that needs no function. */
    static final String ACCESS_KEY = "local";

    /** What it signs presigned URLs and forms with; other signatures of its are not looked at. */
    static final Credentials CREDENTIALS = new Credentials(ACCESS_KEY, "local", "");

    @Override
    public String function() {
        return "";
    }

    @Override
    public String role() {
        return "";
    }

    @Override
    public boolean deployer() {
        return true;
    }

    @Override
    public Consumer<AwsCall> begins() {
        // nobody counts the deployer's calls
        return call -> {};
    }

    @Override
    public void die() {
        // no fault meets the deployer
    }
}
