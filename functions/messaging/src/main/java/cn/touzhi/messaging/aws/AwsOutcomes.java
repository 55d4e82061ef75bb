package cn.touzhi.messaging.aws;

import cn.touzhi.messaging.Outcome;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What answers and failures that all of AWS has in common say of a message. In doubt it may have gone out: a person rather asks
 * again than gets the same twice.
 */
final class AwsOutcomes {
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int SERVICE_UNAVAILABLE = 503;

    private AwsOutcomes() {}

    /** What an answer without an error means: an SDK reads foreign or cut answers as ones without content. */
    static Outcome accepted(String messageId) {
        return messageId == null ? new Outcome.Unknown() : new Outcome.Accepted(messageId);
    }

    static Outcome outcomeOf(SdkException failure) {
        if (failure instanceof AwsServiceException answered) {
            return outcomeOf(answered);
        }
        return neverConnected(failure) ? new Outcome.TryLater(Outcome.Cause.DOWN) : new Outcome.Unknown();
    }

    private static Outcome outcomeOf(AwsServiceException answered) {
        if (answered.isThrottlingException()) {
            return new Outcome.TryLater(Outcome.Cause.THROTTLED);
        }
        if (answered.statusCode() == SERVICE_UNAVAILABLE) {
            // a request shed before any work was done on it (Common Errors: ServiceUnavailable)
            return new Outcome.TryLater(Outcome.Cause.DOWN);
        }
        if (answered.statusCode() >= FIRST_SERVER_ERROR) {
            // InternalError, InternalFailure, a gateway's 502 or 504: none says how far it came
            return new Outcome.Unknown();
        }
        // AccessDenied, AuthorizationError, ExpiredToken, NotFound …: refused at the door, and not for the address
        return new Outcome.TryLater(Outcome.Cause.NOT_PERMITTED);
    }

    /** Whether not one byte can have left; a time-out doesn't say whether it was met before or after connecting. */
    private static boolean neverConnected(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException) {
                return true;
            }
        }
        return false;
    }
}
