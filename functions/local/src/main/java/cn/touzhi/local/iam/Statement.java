package cn.touzhi.local.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One statement of a policy.
 *
 * @param owner the logical id of what holds it
 * @param principals who is meant, in a resource's policy: {@code *}, ARNs, {@code Service:sns.amazonaws.com}
 * @param resources patterns
 * @param exceptResources patterns of NotResource
 */
record Statement(
        String owner,
        String sid,
        boolean allow,
        List<String> principals,
        List<String> actions,
        List<String> resources,
        List<String> exceptResources,
        List<Condition> conditions) {
    /** What of this statement concerns {@code access}, if it does. */
    Optional<Grant> matching(Access access, Map<String, List<String>> context) {
        Optional<String> action = actions.stream()
                .filter(pattern -> Wildcard.matches(lower(pattern), lower(access.action())))
                .findFirst();
        Optional<String> resource = exceptResources.isEmpty()
                ? resources.stream()
                        .filter(pattern -> Wildcard.matches(pattern, access.resource()))
                        .findFirst()
                : Optional.of("*").filter(all -> exceptResources.stream()
                        .noneMatch(pattern -> Wildcard.matches(pattern, access.resource())));
        boolean holds = action.isPresent()
                && resource.isPresent()
                && conditions.stream().allMatch(condition -> condition.holds(context));
        return holds ? Optional.of(new Grant(owner, sid, action.get(), resource.get())) : Optional.empty();
    }

    boolean isMeant(String principal) {
        return principals.stream().anyMatch(pattern -> pattern.equals("*") || pattern.equals(principal));
    }

    /** Everything this statement allows. */
    List<Grant> grants() {
        List<Grant> grants = new ArrayList<>();
        if (allow) {
            actions.forEach(
                    action -> resources.forEach(resource -> grants.add(new Grant(owner, sid, action, resource))));
        }
        return grants;
    }

    private static String lower(String action) {
        return action.toLowerCase(Locale.ROOT);
    }
}
