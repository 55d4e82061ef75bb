package cn.touzhi.local.aws.ses;

import cn.touzhi.local.iam.Grant;
import cn.touzhi.local.iam.Grants;
import cn.touzhi.local.template.Resource;
import cn.touzhi.local.template.Stack;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may send. Verified are the identities that the template declares ({@code AWS::SES::EmailIdentity}) and those that
 * it grants to a role: what is verified by hand in an account stands nowhere else.
 */
final class Identities {
    private static final String IDENTITY = ":identity/";

    private final Set<String> verified = new HashSet<>();

    Identities(Stack stack, Grants grants) {
        for (Resource resource : stack.resources().values()) {
            if (resource.type().equals("AWS::SES::EmailIdentity")) {
                add(resource.properties().path("EmailIdentity").asText());
            }
        }
        for (Grant grant : grants.declared()) {
            int at = grant.resource().indexOf(IDENTITY);
            if (at >= 0) {
                add(grant.resource().substring(at + IDENTITY.length()));
            }
        }
    }

    private void add(String identity) {
        verified.add(identity.toLowerCase(Locale.ROOT));
    }

    /** The identity under which an address may send: itself, its domain or a domain above it. */
    Optional<String> of(EmailAddress from) {
        String address = from.bare().toLowerCase(Locale.ROOT);
        if (verified.contains(address)) {
            return Optional.of(address);
        }
        String domain = from.lowerDomain();
        while (!verified.contains(domain) && domain.indexOf('.') >= 0) {
            domain = domain.substring(domain.indexOf('.') + 1);
        }
        return verified.contains(domain) ? Optional.of(domain) : Optional.empty();
    }
}
