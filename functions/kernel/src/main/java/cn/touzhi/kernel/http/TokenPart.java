package cn.touzhi.kernel.http;

import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The header or the claims of a JSON Web Token.
 *
 * @param json an object
 */
record TokenPart(JsonNode json) {
    /** The first second of the year 10000, which no time of ours reaches. */
    private static final long END_OF_TIME = 253_402_300_800L;

    /** Reads one part of the compact form; empty if it is no object that {@link JsonTree} takes. */
    static Optional<TokenPart> parse(String base64url) {
        try {
            return Text.ofUtf8(Base64.getUrlDecoder().decode(base64url))
                    .flatMap(TokenPart::tree)
                    .filter(JsonNode::isObject)
                    .map(TokenPart::new);
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> tree(String text) {
        try {
            return Optional.of(JsonTree.read(text));
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    /** How many members it has. */
    int size() {
        return json.size();
    }

    /** A member that is text; empty text if it is none. */
    String text(String name) {
        return Optional.ofNullable(json.get(name))
                .filter(JsonNode::isString)
                .map(JsonNode::getStringValue)
                .orElse("");
    }

    /** A member that is a whole number. */
    Optional<Long> whole(String name) {
        return Optional.ofNullable(json.get(name))
                .filter(JsonNode::isNumber)
                .map(JsonNode::getNumberValue)
                .filter(BigInteger.class::isInstance)
                .map(BigInteger.class::cast)
                .filter(number -> number.bitLength() < Long.SIZE)
                .map(BigInteger::longValueExact);
    }

    /** A member that is a time in epoch seconds. */
    Optional<Instant> second(String name) {
        return whole(name)
                .filter(seconds -> seconds >= 0 && seconds < END_OF_TIME)
                .map(Instant::ofEpochSecond);
    }
}
