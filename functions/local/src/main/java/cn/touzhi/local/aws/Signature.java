package cn.touzhi.local.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request says of its sender (AWS Signature Version 4, "Authorization header"). The signature itself is not
 * checked: whoever can reach this address can read the secret key from the processes too. Only what is signed for others
 * to use, URLs and forms, is checked ({@link Door}).
 *
 * @param service the signing name
 */
record Signature(String accessKeyId, String service) {
    private static final Pattern CREDENTIAL =
            Pattern.compile("Credential=([^/,\\s]+)/\\d{8}/[^/]*/([^/]+)/aws4_request");

    static Optional<Signature> of(String authorization) {
        if (authorization == null) {
            return Optional.empty();
        }
        Matcher found = CREDENTIAL.matcher(authorization);
        return found.find() ? Optional.of(new Signature(found.group(1), found.group(2))) : Optional.empty();
    }
}
