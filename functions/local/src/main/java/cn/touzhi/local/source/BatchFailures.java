package cn.touzhi.local.source;

import cn.touzhi.local.lambda.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which records of a batch a function failed at
 * (docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html, "Success and failure conditions", and the same
 * for streams).
 */
final class BatchFailures {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BatchFailures() {}

    /**
     * @param sent the identifiers of all records of the batch
     * @param partial whether the function was asked to name those that failed
     * @return those that failed: all of them where the function failed or its answer has not the shape
     */
    static Set<String> of(Outcome outcome, Set<String> sent, boolean partial) {
        if (!(outcome instanceof Outcome.Returned returned)) {
            return sent;
        }
        return partial ? named(returned.payload(), sent) : Set.of();
    }

    private static Set<String> named(byte[] payload, Set<String> sent) {
        JsonNode answer;
        try {
            answer = JSON.readTree(payload);
        } catch (IOException malformed) {
            return sent;
        }
        JsonNode list = answer.path("batchItemFailures");
        if (answer.isMissingNode() || answer.isNull() || answer.isObject() && (list.isMissingNode() || list.isNull())) {
            return Set.of();
        }
        if (!list.isArray()) {
            return sent;
        }
        Set<String> failed = new LinkedHashSet<>();
        for (JsonNode failure : list) {
            JsonNode identifier = failure.path("itemIdentifier");
            if (!identifier.isTextual() || !sent.contains(identifier.asText())) {
                return sent;
            }
            failed.add(identifier.asText());
        }
        return failed;
    }
}
