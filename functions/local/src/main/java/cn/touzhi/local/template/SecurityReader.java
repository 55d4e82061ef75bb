package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns roles, keys, secrets and queue policies into their types. */
final class SecurityReader {
    private final Map<String, Resource> resources;

    SecurityReader(Map<String, Resource> resources) {
        this.resources = resources;
    }

    Role role(Resource resource) {
        Properties properties = Properties.of(resource);
        if (properties.has("ManagedPolicyArns")) {
            throw new TemplateException(
                    "%s.ManagedPolicyArns names policies of AWS's, which the local cloud cannot judge; write the statements out."
                            .formatted(resource.logicalId()));
        }
        List<Role.Policy> policies = new ArrayList<>();
        for (JsonNode element : properties.elements("Policies")) {
            Properties policy = new Properties(resource.logicalId() + ".Policies", element);
            policies.add(new Role.Policy(policy.text("PolicyName"), element.path("PolicyDocument")));
        }
        return new Role(
                resource.logicalId(), resource.properties().path("AssumeRolePolicyDocument"), List.copyOf(policies));
    }

    Key key(Resource resource) {
        Properties properties = Properties.of(resource);
        List<String> aliases = resources.values().stream()
                .filter(other -> other.type().equals("AWS::KMS::Alias"))
                .map(Properties::of)
                .filter(alias -> Names.logicalId(alias.text("TargetKeyId")).equals(resource.logicalId()))
                .map(alias -> alias.text("AliasName"))
                .toList();
        return new Key(
                resource.logicalId(),
                properties.optionalText("KeySpec").orElse("SYMMETRIC_DEFAULT"),
                properties.optionalText("KeyUsage").orElse("ENCRYPT_DECRYPT"),
                properties.flag("Enabled", true),
                aliases,
                resource.properties().path("KeyPolicy"));
    }

    Secret secret(Resource resource) {
        Properties properties = Properties.of(resource);
        return new Secret(
                resource.logicalId(),
                Optional.of(properties.node().path("GenerateSecretString")).filter(JsonNode::isObject),
                properties.optionalText("SecretString"),
                properties.optionalText("KmsKeyId"));
    }

    QueuePolicy queuePolicy(Resource resource) {
        Properties properties = Properties.of(resource);
        return new QueuePolicy(
                resource.logicalId(),
                properties.texts("Queues").stream().map(Names::logicalId).toList(),
                resource.properties().path("PolicyDocument"));
    }
}
