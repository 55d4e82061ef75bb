package cn.touzhi.local.iam;

/**
 * A call that nothing granted, or something denied.
 *
 * @param principal the role by logical id, or a service such as {@code sns.amazonaws.com}
 */
public record Refusal(String principal, String action, String resource, String reason) {
    /** In the words of AWS. */
    public String message() {
        return "User: %s is not authorized to perform: %s on resource: %s because %s"
                .formatted(principal, action, resource, reason);
    }
}
