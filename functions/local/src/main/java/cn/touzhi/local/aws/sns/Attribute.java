package cn.touzhi.local.aws.sns;

import cn.touzhi.local.aws.ServiceException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message attribute of SNS.
 *
 * @param type String, String.Array, Number or Binary
 * @param value text, or bytes in Base64
 */
record Attribute(String type, String value) {
    /**
     * Reads {@code MessageAttributes.entry.1.Name …} of the query protocol.
     *
     * @param prefix what stands before {@code MessageAttributes}; empty or with its dot
     */
    static Map<String, Attribute> read(Map<String, String> form, String prefix) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (int i = 1; form.containsKey(prefix + "MessageAttributes.entry." + i + ".Name"); i++) {
            String entry = prefix + "MessageAttributes.entry." + i;
            String type = form.getOrDefault(entry + ".Value.DataType", "");
            String value = form.getOrDefault(
                    entry + (type.startsWith("Binary") ? ".Value.BinaryValue" : ".Value.StringValue"), "");
            if (type.isEmpty() || value.isEmpty()) {
                throw new ServiceException(
                        400,
                        "ParameterValueInvalid",
                        "The message attribute must contain a non-empty type and a non-empty value.");
            }
            attributes.put(form.get(entry + ".Name"), new Attribute(type, value));
        }
        return attributes;
    }

    /** As SQS takes it. */
    static ObjectNode forQueue(Map<String, Attribute> attributes) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        attributes.forEach((name, attribute) -> {
            ObjectNode node = all.putObject(name);
            // SQS knows no arrays and carries them as text
            node.put("DataType", attribute.type().equals("String.Array") ? "String" : attribute.type());
            node.put(attribute.type().startsWith("Binary") ? "BinaryValue" : "StringValue", attribute.value());
        });
        return all;
    }

    /** As SNS's envelope shows it. */
    static ObjectNode forEnvelope(Map<String, Attribute> attributes) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        attributes.forEach((name, attribute) ->
                all.putObject(name).put("Type", attribute.type()).put("Value", attribute.value()));
        return all;
    }
}
