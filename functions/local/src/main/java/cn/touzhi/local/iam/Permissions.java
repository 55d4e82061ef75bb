package cn.touzhi.local.iam;

import cn.touzhi.local.template.BucketPolicy;
import cn.touzhi.local.template.Key;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.QueuePolicy;
import cn.touzhi.local.template.Role;
import cn.touzhi.local.template.Stack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges calls by the template's policies as IAM would: an explicit denial wins, then an allowance is needed (IAM guide,
 * "Policy evaluation logic").
 */
public final class Permissions {
    private static final String ACCOUNT_ROOT = "arn:" + Names.PARTITION + ":iam::" + Names.ACCOUNT + ":root";

    private final Map<String, List<Statement>> roles = new HashMap<>();
    private final Map<String, List<Statement>> keys = new HashMap<>();
    private final Map<String, List<Statement>> queues = new HashMap<>();
    private final Map<String, List<Statement>> buckets = new HashMap<>();
    private final Grants grants;

    /** @throws cn.touzhi.local.template.TemplateException if a policy has what the local cloud cannot judge */
    public Permissions(Stack stack) {
        List<Grant> declared = new ArrayList<>();
        for (Role role : stack.roles()) {
            List<Statement> statements = new ArrayList<>();
            role.policies()
                    .forEach(policy -> statements.addAll(PolicyReader.read(
                            role.logicalId(), role.logicalId() + ", policy " + policy.name(), policy.document())));
            roles.put(role.logicalId(), statements);
            statements.forEach(statement -> declared.addAll(statement.grants()));
        }
        for (Key key : stack.keys()) {
            keys.put(key.logicalId(), PolicyReader.read(key.logicalId(), key.logicalId() + ".KeyPolicy", key.policy()));
        }
        for (QueuePolicy policy : stack.queuePolicies()) {
            List<Statement> statements = PolicyReader.read(policy.logicalId(), policy.logicalId(), policy.document());
            policy.queues().forEach(queue -> queues.computeIfAbsent(queue, any -> new ArrayList<>())
                    .addAll(statements));
        }
        for (BucketPolicy policy : stack.bucketPolicies()) {
            buckets.computeIfAbsent(policy.bucket(), any -> new ArrayList<>())
                    .addAll(PolicyReader.read(policy.logicalId(), policy.logicalId(), policy.document()));
        }
        grants = new Grants(declared);
    }

    public Grants grants() {
        return grants;
    }

    /**
     * Demands that a role may do something by its own policies.
     *
     * @param role logical id
     * @throws RefusedException if not
     */
    public void demand(String role, Access access) {
        Map<String, List<String>> context = contextOf(role, access);
        Verdict verdict = judge(roles.getOrDefault(role, List.of()), access, context);
        if (verdict.denied()) {
            throw refuse(role, access, "an explicit deny is in an identity-based policy");
        }
        grants.use(verdict.grant()
                .orElseThrow(() ->
                        refuse(role, access, "no identity-based policy allows the " + access.action() + " action")));
    }

    /**
     * Demands that a role may do something with a bucket: within one account either policy may allow it, and either may
     * deny it (S3 guide, "How Amazon S3 authorizes a request").
     *
     * @param bucket its name
     * @throws RefusedException if not
     */
    public void demandOnBucket(String role, String bucket, Access access) {
        Map<String, List<String>> context = contextOf(role, access);
        List<Statement> meant = buckets.getOrDefault(bucket, List.of()).stream()
                .filter(statement ->
                        statement.isMeant(Names.role(role)) || !statement.allow() && statement.isMeant(ACCOUNT_ROOT))
                .toList();
        Verdict theirs = judge(meant, access, context);
        if (theirs.denied()) {
            throw refuse(role, access, "an explicit deny is in a resource-based policy");
        }
        Verdict own = judge(roles.getOrDefault(role, List.of()), access, context);
        if (!own.denied() && own.grant().isEmpty() && theirs.grant().isPresent()) {
            grants.use(theirs.grant().get());
            return;
        }
        demand(role, access);
    }

    /**
     * Demands that a role may use a KMS key: its policy must name the role, or leave the matter to the account, whose
     * role then needs a policy of its own (KMS guide, "Default key policy").
     *
     * @param key logical id
     * @throws RefusedException if not
     */
    public void demandKey(String role, String key, Access access) {
        Map<String, List<String>> context = contextOf(role, access);
        List<Statement> keyPolicy = keys.getOrDefault(key, List.of());
        List<Statement> forRole = keyPolicy.stream()
                .filter(statement -> statement.isMeant(Names.role(role)))
                .toList();
        List<Statement> forAccount = keyPolicy.stream()
                .filter(statement -> statement.isMeant(ACCOUNT_ROOT))
                .toList();
        Verdict own = judge(roles.getOrDefault(role, List.of()), access, context);
        Verdict direct = judge(forRole, access, context);
        Verdict delegated = judge(forAccount, access, context);
        if (own.denied() || direct.denied() || delegated.denied()) {
            throw refuse(role, access, "an explicit deny is in a policy");
        }
        if (direct.grant().isPresent()) {
            own.grant().ifPresent(grants::use);
            grants.use(direct.grant().get());
            return;
        }
        if (delegated.grant().isEmpty()) {
            throw refuse(role, access, "no resource-based policy allows the " + access.action() + " action");
        }
        grants.use(delegated.grant().get());
        grants.use(own.grant()
                .orElseThrow(() ->
                        refuse(role, access, "no identity-based policy allows the " + access.action() + " action")));
    }

    /**
     * Whether a service of AWS may send to a queue; a refusal is recorded, since AWS tells nobody of it.
     *
     * @param service such as {@code sns.amazonaws.com}
     * @param queue logical id
     */
    public boolean allowsOnQueue(String service, String queue, Access access) {
        return allows(queues.getOrDefault(queue, List.of()), service, access);
    }

    /**
     * Whether a service of AWS may use a KMS key; a refusal is recorded, since AWS tells nobody of it.
     *
     * @param service such as {@code sns.amazonaws.com}
     * @param key logical id
     */
    public boolean allowsOnKey(String service, String key, Access access) {
        return allows(keys.getOrDefault(key, List.of()), service, access);
    }

    private boolean allows(List<Statement> policy, String service, Access access) {
        List<Statement> meant = policy.stream()
                .filter(statement -> statement.isMeant("Service:" + service))
                .toList();
        Map<String, List<String>> context = new HashMap<>(access.context());
        context.put("aws:SecureTransport", List.of("true"));
        context.put("aws:SourceAccount", List.of(Names.ACCOUNT));
        Verdict verdict = judge(meant, access, context);
        if (verdict.denied() || verdict.grant().isEmpty()) {
            refuse(service, access, "no resource-based policy allows the " + access.action() + " action");
            return false;
        }
        grants.use(verdict.grant().get());
        return true;
    }

    private static Map<String, List<String>> contextOf(String role, Access access) {
        Map<String, List<String>> context = new HashMap<>(access.context());
        context.put("aws:SecureTransport", List.of("true"));
        context.put("aws:PrincipalArn", List.of(Names.role(role)));
        context.put("aws:PrincipalAccount", List.of(Names.ACCOUNT));
        if (access.action().startsWith("kms:")) {
            context.put("kms:CallerAccount", List.of(Names.ACCOUNT));
        }
        return context;
    }

    private static Verdict judge(List<Statement> statements, Access access, Map<String, List<String>> context) {
        boolean denied = statements.stream()
                .filter(statement -> !statement.allow())
                .anyMatch(statement -> statement.matching(access, context).isPresent());
        Optional<Grant> grant = statements.stream()
                .filter(Statement::allow)
                .flatMap(statement -> statement.matching(access, context).stream())
                .findFirst();
        return new Verdict(denied, grant);
    }

    private RefusedException refuse(String principal, Access access, String reason) {
        Refusal refusal = new Refusal(principal, access.action(), access.resource(), reason);
        grants.refuse(refusal);
        return new RefusedException(refusal);
    }

    private record Verdict(boolean denied, Optional<Grant> grant) {}
}
