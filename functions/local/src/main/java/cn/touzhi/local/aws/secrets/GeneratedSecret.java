package cn.touzhi.local.aws.secrets;

import cn.touzhi.local.template.TemplateException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A value as {@code GenerateSecretString} describes it (CloudFormation reference, AWS::SecretsManager::Secret). */
final class GeneratedSecret {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LENGTH = 32;

    private GeneratedSecret() {}

    static String from(JsonNode rules) {
        String password = password(rules);
        if (!rules.has("SecretStringTemplate")) {
            return password;
        }
        try {
            ObjectNode template =
                    (ObjectNode) JSON.readTree(rules.get("SecretStringTemplate").asText());
            return template.put(rules.path("GenerateStringKey").asText(), password)
                    .toString();
        } catch (JsonProcessingException | ClassCastException malformed) {
            throw new TemplateException("A secret's SecretStringTemplate is no JSON object.");
        }
    }

    private static String password(JsonNode rules) {
        List<String> kinds = new ArrayList<>();
        add(kinds, rules, "ExcludeLowercase", "abcdefghijklmnopqrstuvwxyz");
        add(kinds, rules, "ExcludeUppercase", "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        add(kinds, rules, "ExcludeNumbers", "0123456789");
        add(kinds, rules, "ExcludePunctuation", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
        if (rules.path("IncludeSpace").asBoolean()) {
            kinds.add(" ");
        }
        if (kinds.isEmpty()) {
            throw new TemplateException("A secret's GenerateSecretString excludes every character.");
        }
        int length = rules.path("PasswordLength").asInt(LENGTH);
        List<Character> characters = new ArrayList<>();
        if (rules.path("RequireEachIncludedType").asBoolean(true)) {
            kinds.forEach(kind -> characters.add(pick(kind)));
        }
        String all = String.join("", kinds);
        while (characters.size() < length) {
            characters.add(pick(all));
        }
        Collections.shuffle(characters, RANDOM);
        return characters.stream().map(String::valueOf).collect(Collectors.joining());
    }

    private static void add(List<String> kinds, JsonNode rules, String exclusion, String characters) {
        String excluded = rules.path("ExcludeCharacters").asText();
        String left = characters
                .chars()
                .filter(c -> excluded.indexOf(c) < 0)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        if (!rules.path(exclusion).asBoolean() && !left.isEmpty()) {
            kinds.add(left);
        }
    }

    private static char pick(String characters) {
        return characters.charAt(RANDOM.nextInt(characters.length()));
    }
}
