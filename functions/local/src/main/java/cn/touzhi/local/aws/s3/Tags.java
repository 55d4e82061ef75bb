package cn.touzhi.local.aws.s3;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.w3c.dom.Element;

/** An object's tags, as requests write them. */
final class Tags {
    /** What S3Mock leaves out. */
    static final String NONE = "<Tagging xmlns=\"" + Xml.NAMESPACE + "\"><TagSet></TagSet></Tagging>";

    private Tags() {}

    /** Of {@code <Tagging>}. */
    static Map<String, String> of(String xml) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Element tag : Xml.all(Xml.root(xml.getBytes(StandardCharsets.UTF_8)), "Tag")) {
            tags.put(Xml.text(tag, "Key").orElse(""), Xml.text(tag, "Value").orElse(""));
        }
        return tags;
    }

    /** Of the header {@code x-amz-tagging}: {@code a=1&b=2}. */
    static Map<String, String> ofHeader(String header) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String pair : header.split("&")) {
            String[] parts = pair.split("=", 2);
            tags.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        return tags;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
