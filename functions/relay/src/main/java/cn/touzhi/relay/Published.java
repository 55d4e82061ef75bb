package cn.touzhi.relay;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;

/**
 * What became of a batch.
 *
 * @param rejected what SNS will never take; it keeps nothing back
 * @param stop where to begin again, if something failed that may pass; what lies behind it may have gone out, and will
 *     again
 */
record Published(List<Outgoing> rejected, Optional<Stop> stop) {
    static Published all(List<Outgoing> rejected) {
        return new Published(rejected, Optional.empty());
    }

    static Published upTo(Outgoing first, List<Outgoing> rejectedBefore, Cause cause) {
        return new Published(rejectedBefore, Optional.of(new Stop(first, cause, Optional.empty())));
    }

    static Published upTo(Outgoing first, SdkException fault) {
        return new Published(List.of(), Optional.of(new Stop(first, Cause.CALL_FAILED, Optional.of(fault))));
    }

    /**
     * The first message that has not gone out.
     *
     * @param fault what the call ended with, if it had no answer
     */
    record Stop(Outgoing at, Cause cause, Optional<SdkException> fault) {}

    /** Why a message has not gone out. */
    enum Cause {
        /** The call as a whole. */
        CALL_FAILED,
        /** The answer doesn't mention it. */
        NOT_CONFIRMED,
        /** SNS has too much to do. */
        THROTTLED,
        /** Our role, or that of the topic's key, lacks a permission. */
        NOT_PERMITTED,
        /** SNS is out of order. */
        INTERNAL,
        /** Another reason. */
        OTHER;

        /** In our own words, since the log takes no others (SNS API reference, PublishBatch, "Errors"). */
        static Cause of(Optional<BatchResultErrorEntry> error) {
            return error.map(entry -> switch (Optional.ofNullable(entry.code()).orElse("")) {
                        case "Throttled", "Throttling", "ThrottlingException", "KMSThrottling" -> THROTTLED;
                        case "AuthorizationError", "AccessDenied", "KMSAccessDenied" -> NOT_PERMITTED;
                        case "InternalError", "InternalFailure", "ServiceUnavailable" -> INTERNAL;
                        default -> OTHER;
                    })
                    .orElse(NOT_CONFIRMED);
        }
    }
}
