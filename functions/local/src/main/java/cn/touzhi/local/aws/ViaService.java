package cn.touzhi.local.aws;

import cn.touzhi.local.iam.Access;
import cn.touzhi.local.iam.Permissions;
import cn.touzhi.local.template.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a store under a customer's KMS key demands of its users: permission for that key, used by way of the store's
 * service (KMS guide, "kms:ViaService", and each service's "Encryption at rest").
 */
public final class ViaService {
    private final Permissions permissions;
    private final KeyNames keys;

    public ViaService(Permissions permissions, KeyNames keys) {
        this.permissions = permissions;
        this.keys = keys;
    }

    /**
     * @param key as the template names it for the store; empty where AWS's own key is used, which asks nobody
     * @param service such as {@code dynamodb}
     * @param encryptionContext what the service binds the data to
     * @throws cn.touzhi.local.iam.RefusedException if the role may not
     */
    public void demand(
            String role,
            Optional<String> key,
            String service,
            Map<String, String> encryptionContext,
            List<String> actions) {
        key.flatMap(keys::find).ifPresent(found -> {
            for (String action : actions) {
                permissions.demandKey(role, found, access(found, service, encryptionContext, action));
            }
        });
    }

    /** The same for a service of AWS that brings something into a store, such as SNS into a queue. */
    public boolean allows(String principal, Optional<String> key, String service, List<String> actions) {
        return key.flatMap(keys::find)
                .map(found -> actions.stream()
                        .allMatch(action ->
                                permissions.allowsOnKey(principal, found, access(found, service, Map.of(), action))))
                .orElse(true);
    }

    private static Access access(String key, String service, Map<String, String> encryptionContext, String action) {
        Map<String, List<String>> context = new HashMap<>();
        context.put("kms:ViaService", List.of(service + "." + Names.REGION + "." + Names.URL_SUFFIX));
        context.put("kms:EncryptionContextKeys", new ArrayList<>(encryptionContext.keySet()));
        encryptionContext.forEach((name, value) -> context.put("kms:EncryptionContext:" + name, List.of(value)));
        return new Access(action, Names.key(key), context);
    }
}
