package cn.touzhi.local.journey;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Values that may lie nowhere, and what finds them: in clear, encoded, inside of bytes, or digested without a key. */
final class Secrets {
    /** By so many characters a form is looked up; no value is shorter. */
    private static final int BEGINNING = 8;
    /**
     * Six digits alone are found by chance inside of ids, times and ciphertext, so a code counts where it stands by itself.
     * Of Base64's 64 characters ten are digits and two delimit: were the two million characters of a run's stores and logs
     * all of it, 0.03 groups of six would stand by themselves, and that one of them is among a run's three hundred codes
     * would happen in 1 of 100,000 runs. The one group that is always there is the number of a signing key.
     */
    private static final Pattern BY_ITSELF = Pattern.compile(
            "(?<![0-9A-Za-z.]|SIGNING-KEYS/KEY#|^KEY#)[0-9A-Za-z]{6,12}(?![0-9A-Za-z])", Pattern.MULTILINE);

    private static final Pattern BASE64 = Pattern.compile("[0-9A-Za-z+/_-]{8,}");
    private static final Pattern ESCAPED = Pattern.compile("\\\\[bfnrt]");

    private final Map<String, String> codes = new HashMap<>();
    private final Map<String, List<Form>> values = new HashMap<>();
    private final Set<String> decodedBefore = new HashSet<>();

    /** A code of six digits. */
    void addCode(String code) {
        byte[] bytes = code.getBytes(StandardCharsets.UTF_8);
        encodings(bytes).forEach(form -> codes.put(form, code));
        digests(bytes).flatMap(Secrets::encodings).forEach(form -> addForm(form, code));
    }

    /** An address: also without the country, and as a number only. */
    void addAddress(String address) {
        add(address);
        if (address.startsWith("+")) {
            add(address.substring(1));
            add(address.replaceFirst("^\\+86", ""));
        }
    }

    /** Any other value. */
    void add(String value) {
        if (value.length() < BEGINNING) {
            throw new IllegalArgumentException("too short to be told from chance");
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        Stream.concat(Stream.of(bytes), digests(bytes))
                .flatMap(Secrets::encodings)
                .forEach(form -> addForm(form, value));
    }

    private void addForm(String form, String value) {
        values.computeIfAbsent(form.substring(0, BEGINNING), beginning -> new ArrayList<>())
                .add(new Form(form, value));
    }

    /** The first that a stored line holds. */
    Optional<String> in(JsonNode line) {
        StringBuilder all = new StringBuilder();
        collect(line, all);
        String text = ESCAPED.matcher(all).replaceAll(" ");
        return foundIn(text).or(() -> BASE64.matcher(text)
                .results()
                .map(run -> run.group())
                .filter(decodedBefore::add)
                .flatMap(Secrets::decoded)
                .flatMap(bytes -> foundIn(bytes).stream())
                .findFirst());
    }

    /** Names and values, as they are without JSON around them. */
    private static void collect(JsonNode node, StringBuilder all) {
        if (node.isValueNode()) {
            all.append(node.asText()).append('\n');
        }
        node.fieldNames().forEachRemaining(name -> all.append(name).append('\n'));
        node.forEach(child -> collect(child, all));
    }

    private Optional<String> foundIn(String text) {
        return BY_ITSELF
                .matcher(text)
                .results()
                .map(token -> codes.get(token.group()))
                .filter(code -> code != null)
                .findFirst()
                .or(() -> IntStream.rangeClosed(0, text.length() - BEGINNING)
                        .mapToObj(at -> values.getOrDefault(text.substring(at, at + BEGINNING), List.of()).stream()
                                .filter(form -> text.startsWith(form.text(), at)))
                        .flatMap(found -> found)
                        .map(Form::value)
                        .findFirst());
    }

    /** A run may begin with something that is not part of it, so all four ways to read it are tried. */
    private static Stream<String> decoded(String run) {
        String standard = run.replace('-', '+').replace('_', '/');
        return IntStream.range(0, 4)
                .mapToObj(standard::substring)
                .map(part -> part.length() % 4 == 1 ? part.substring(0, part.length() - 1) : part)
                .map(part -> new String(Base64.getDecoder().decode(part), StandardCharsets.ISO_8859_1));
    }

    private static Stream<byte[]> digests(byte[] bytes) {
        return Stream.of("SHA-256", "SHA-512", "SHA-1", "MD5").map(algorithm -> digest(algorithm, bytes));
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Digests as characters too, for they may be found in decoded bytes. */
    private static Stream<String> encodings(byte[] bytes) {
        String raw = new String(bytes, StandardCharsets.ISO_8859_1);
        String hex = HexFormat.of().formatHex(bytes);
        return Stream.of(
                        raw,
                        URLEncoder.encode(raw, StandardCharsets.UTF_8),
                        Base64.getEncoder().withoutPadding().encodeToString(bytes),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                        hex,
                        hex.toUpperCase(Locale.ROOT))
                .distinct();
    }

    private record Form(String text, String value) {}
}
