package cn.touzhi.kernel.dynamo;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values as DynamoDB keeps them, and back: the explicit mapping that every table of ours uses. */
public final class Attributes {
    private Attributes() {}

    /** Text. */
    public static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    /** A whole number. */
    public static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    /** A time in epoch seconds, the unit that time to live demands. */
    public static AttributeValue seconds(Instant value) {
        return number(value.getEpochSecond());
    }

    /** Bytes. */
    public static AttributeValue bytes(byte[] value) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(value));
    }

    /**
     * The text under {@code name}.
     *
     * @throws IllegalStateException if the item has none, which means that it is not of the expected type
     */
    public static String textOf(Map<String, AttributeValue> item, String name) {
        return of(item, name).s();
    }

    /** The text under {@code name}, if any. */
    public static Optional<String> optionalText(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::s);
    }

    /** The whole number under {@code name}; see {@link #textOf}. */
    public static int numberOf(Map<String, AttributeValue> item, String name) {
        return Integer.parseInt(of(item, name).n());
    }

    /** The time under {@code name}; see {@link #textOf}. */
    public static Instant instantOf(Map<String, AttributeValue> item, String name) {
        return Instant.ofEpochSecond(Long.parseLong(of(item, name).n()));
    }

    /** The time under {@code name}, if any. */
    public static Optional<Instant> optionalInstant(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(value -> Instant.ofEpochSecond(Long.parseLong(value.n())));
    }

    /** The bytes under {@code name}; see {@link #textOf}. */
    public static byte[] bytesOf(Map<String, AttributeValue> item, String name) {
        return of(item, name).b().asByteArray();
    }

    /** The bytes under {@code name}, if any. */
    public static Optional<byte[]> optionalBytes(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(value -> value.b().asByteArray());
    }

    /** The set of bytes under {@code name}; none where there is no such attribute, as DynamoDB has no empty sets. */
    public static List<byte[]> bytesSetOf(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::bs).orElse(List.of()).stream()
                .map(SdkBytes::asByteArray)
                .toList();
    }

    private static AttributeValue of(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name))
                .orElseThrow(() -> new IllegalStateException("an item without its attribute " + name));
    }

    /** Whether a flag is set, which is stored as itself or not at all. */
    public static boolean flagOf(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::bool).orElse(false);
    }
}
