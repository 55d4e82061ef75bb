package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.ServiceException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a form has to be like to be let in (S3 API, "POST Policy": sigv4-HTTPPOSTConstructPolicy). */
final class PostPolicy {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> NEED_NO_CONDITION = Set.of("x-amz-signature", "file", "policy");

    private final Instant expiration;
    private final JsonNode conditions;

    private PostPolicy(Instant expiration, JsonNode conditions) {
        this.expiration = expiration;
        this.conditions = conditions;
    }

    /** @throws ServiceException if it is none */
    static PostPolicy read(String base64) {
        try {
            String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            JsonNode policy = JSON.readTree(text);
            if (!policy.path("conditions").isArray()) {
                throw invalid("Invalid Policy: Missing 'conditions'.");
            }
            return new PostPolicy(Instant.parse(policy.path("expiration").asText()), policy.get("conditions"));
        } catch (JsonProcessingException | DateTimeParseException | IllegalArgumentException malformed) {
            throw invalid("Invalid Policy: Invalid JSON or 'expiration'.");
        }
    }

    /**
     * @param fields of the form, by name in lower case, {@code bucket} among them
     * @param size of the file, in bytes
     * @throws ServiceException why the form is not let in
     */
    void check(Map<String, String> fields, long size, Instant now) {
        if (!now.isBefore(expiration)) {
            throw denied("Policy expired.");
        }
        Set<String> covered = new HashSet<>(NEED_NO_CONDITION);
        for (JsonNode condition : conditions) {
            if (condition.isObject()) {
                condition
                        .properties()
                        .forEach(exact -> match(
                                covered,
                                fields,
                                "eq",
                                exact.getKey(),
                                exact.getValue().asText()));
            } else if (condition.path(0).asText().equalsIgnoreCase("content-length-range")) {
                checkSize(size, condition.path(1).asLong(), condition.path(2).asLong());
            } else {
                String field = condition.path(1).asText();
                match(
                        covered,
                        fields,
                        condition.path(0).asText().toLowerCase(Locale.ROOT),
                        field.startsWith("$") ? field.substring(1) : field,
                        condition.path(2).asText());
            }
        }
        List<String> extra = fields.keySet().stream()
                .filter(name -> !covered.contains(name) && !name.startsWith("x-ignore-"))
                .toList();
        if (!extra.isEmpty()) {
            throw denied("Extra input fields: " + String.join(", ", extra));
        }
    }

    private static void match(
            Set<String> covered, Map<String, String> fields, String operator, String name, String wanted) {
        String field = name.toLowerCase(Locale.ROOT);
        String given = fields.getOrDefault(field, "");
        boolean holds =
                switch (operator) {
                    case "eq" -> given.equals(wanted);
                    case "starts-with" -> given.startsWith(wanted);
                    default -> throw invalid("Invalid Policy: Invalid condition " + operator + ".");
                };
        if (!holds) {
            throw denied("Policy Condition failed: [\"%s\", \"$%s\", \"%s\"]".formatted(operator, name, wanted));
        }
        covered.add(field);
    }

    private static void checkSize(long size, long least, long most) {
        if (size < least) {
            throw new ServiceException(
                    400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
        }
        if (size > most) {
            throw new ServiceException(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
        }
    }

    private static ServiceException denied(String reason) {
        return new ServiceException(403, "AccessDenied", "Invalid according to Policy: " + reason);
    }

    private static ServiceException invalid(String message) {
        return new ServiceException(400, "InvalidPolicyDocument", message);
    }
}
