package cn.touzhi.kernel.erasure;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an erasure leaves, and why it may.
 *
 * @param kind of item, by its name in the inventory
 * @param basis the clause of the policy, or the law, that it is kept under
 * @param until when it goes at the latest
 */
public record Kept(String kind, String basis, Instant until) {
    AttributeValue toAttribute() {
        return AttributeValue.fromM(Map.of("kind", text(kind), "basis", text(basis), "until", seconds(until)));
    }

    static Kept of(AttributeValue attribute) {
        Map<String, AttributeValue> fields = attribute.m();
        return new Kept(textOf(fields, "kind"), textOf(fields, "basis"), instantOf(fields, "until"));
    }
}
