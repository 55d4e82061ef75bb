package cn.touzhi.local.aws;

import cn.touzhi.local.template.Key;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Stack;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The names under which a KMS key is known: id, ARN, alias, the alias's ARN (KMS guide, "Key identifiers"). */
public final class KeyNames {
    private final Map<String, String> byName = new HashMap<>();

    public KeyNames(Stack stack) {
        for (Key key : stack.keys()) {
            byName.put(key.logicalId(), key.logicalId());
            byName.put(Names.key(key.logicalId()), key.logicalId());
            for (String alias : key.aliases()) {
                byName.put(alias, key.logicalId());
                byName.put(Names.alias(alias), key.logicalId());
            }
        }
    }

    /** The key's logical id. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
