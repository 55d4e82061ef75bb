package cn.touzhi.local.aws;

import cn.touzhi.local.lambda.Credentials;
import java.util.Optional;
import java.util.function.Function;

/** Where requests come in that carry no header {@code Authorization}: those of browsers. */
public interface Door {
    /**
     * Checks the signature, wherever the request has it.
     *
     * @param credentials those that an access key belongs to
     * @return empty where the request is none of this door's
     */
    Optional<Entry> enter(AwsRequest request, Function<String, Optional<Credentials>> credentials);

    /** What an answer has to tell the browser that asked, whichever way the request came in. */
    Answer dress(AwsRequest request, Answer answer);

    /** What becomes of a request at the door. */
    sealed interface Entry {
        /** The request ends here. */
        record Answered(Answer answer) implements Entry {}

        /** The request goes on as one of {@code service}, signed with this access key. */
        record Signed(String service, String accessKeyId, AwsRequest request) implements Entry {}
    }
}
