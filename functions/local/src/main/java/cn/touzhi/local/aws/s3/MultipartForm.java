package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A browser's form with one file (RFC 7578).
 *
 * @param fields those before the file, by name in lower case; S3 ignores those behind it
 * @param fileName empty if the browser gave none
 */
record MultipartForm(Map<String, String> fields, String fileName, byte[] file) {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";,]+)\"?");
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("[; ]filename=\"([^\"]*)\"");

    /**
     * @param contentType with the boundary
     * @throws ServiceException if it is no such form, or has no file
     */
    static MultipartForm read(String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw malformed();
        }
        // each byte a character, so that positions are those of the bytes
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String between = "\r\n--" + boundary.group(1);
        Map<String, String> fields = new LinkedHashMap<>();
        int start = between.length() - 2;
        if (!text.startsWith(between.substring(2))) {
            throw malformed();
        }
        while (text.startsWith("\r\n", start)) {
            int content = text.indexOf("\r\n\r\n", start);
            int end = content < 0 ? -1 : text.indexOf(between, content + 2);
            if (end < 0) {
                throw malformed();
            }
            String head = utf8(text.substring(start, content + 2));
            String value = end < content + 4 ? "" : text.substring(content + 4, end);
            String name = first(NAME, disposition(head)).toLowerCase(Locale.ROOT);
            if (name.equals("file")) {
                return new MultipartForm(
                        fields, first(FILE_NAME, disposition(head)), value.getBytes(StandardCharsets.ISO_8859_1));
            }
            if (fields.putIfAbsent(name, utf8(value)) != null) {
                throw malformed();
            }
            start = end + between.length();
        }
        throw new ServiceException(400, "InvalidArgument", "POST requires exactly one file upload per request.");
    }

    private static String disposition(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-disposition:"))
                .findFirst()
                .orElseThrow(MultipartForm::malformed);
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }

    private static String utf8(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static ServiceException malformed() {
        return new ServiceException(
                400, "MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.");
    }
}
