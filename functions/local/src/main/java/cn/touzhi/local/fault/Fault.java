package cn.touzhi.local.fault;

import java.util.Optional;

/**
 * What shall happen to some calls of functions.
 *
 * @param service such as {@code dynamodb}, {@code sqs}, {@code sns}, {@code ses}, {@code kms}, {@code secretsmanager};
 *     empty for all
 * @param operation such as {@code PutItem}; empty for all
 * @param function logical id; empty for all
 * @param skip so many calls that match go through first
 * @param times so many calls are hit then; empty for all
 * @param effect empty for a delay only
 * @param delayMillis before anything else
 */
public record Fault(
        Optional<String> service,
        Optional<String> operation,
        Optional<String> function,
        Optional<Integer> skip,
        Optional<Integer> times,
        Optional<Effect> effect,
        Optional<Long> delayMillis) {
    boolean matches(String calledService, String calledOperation, String caller) {
        return matches(service.map(Fault::signingName), calledService)
                && matches(operation, calledOperation)
                && matches(function, caller);
    }

    /** Clients are called otherwise than what they sign as: {@code sesv2} is {@code ses}. */
    private static String signingName(String service) {
        return service.replaceAll("[^A-Za-z0-9]", "").replaceFirst("[vV]2$", "");
    }

    private static boolean matches(Optional<String> wanted, String given) {
        return wanted.isEmpty() || wanted.get().equalsIgnoreCase(given);
    }
}
