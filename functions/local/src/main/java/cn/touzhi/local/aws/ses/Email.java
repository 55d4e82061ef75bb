package cn.touzhi.local.aws.ses;

import cn.touzhi.local.aws.ServiceException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An e-mail that SES was asked to send, checked as SES checks it (API reference, "SendEmail" and "MessageHeader").
 *
 * @param headers with From and Reply-To, which the request carries apart
 */
record Email(
        EmailAddress from,
        List<EmailAddress> recipients,
        String subject,
        String text,
        String html,
        Map<String, String> headers) {
    private static final int MOST_RECIPIENTS = 50;
    private static final int MOST_HEADERS = 15;
    private static final Pattern HEADER_NAME = Pattern.compile("[!-9;-~]{1,126}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[ -~]{1,995}");

    /** SES sets these itself and takes them from nobody. */
    private static final Set<String> RESERVED = Set.of(
            "bcc",
            "cc",
            "content-disposition",
            "content-type",
            "date",
            "from",
            "message-id",
            "mime-version",
            "reply-to",
            "return-path",
            "subject",
            "to");

    static Email read(JsonNode request) {
        EmailAddress from = address(request.path("FromEmailAddress").asText(), "FromEmailAddress");
        List<EmailAddress> recipients = new ArrayList<>();
        for (String kind : List.of("ToAddresses", "CcAddresses", "BccAddresses")) {
            request.path("Destination").path(kind).forEach(to -> recipients.add(address(to.asText(), kind)));
        }
        if (recipients.isEmpty() || recipients.size() > MOST_RECIPIENTS) {
            throw bad("The number of recipients must be between 1 and 50.");
        }
        JsonNode simple = request.at("/Content/Simple");
        if (!simple.isObject()) {
            throw bad("The local cloud sends simple content only.");
        }
        String subject = simple.at("/Subject/Data").asText();
        String text = simple.at("/Body/Text/Data").asText();
        String html = simple.at("/Body/Html/Data").asText();
        if (simple.path("Subject").isMissingNode() || text.isEmpty() && html.isEmpty()) {
            throw bad("A message needs a subject and a body.");
        }
        if (subject.chars().anyMatch(c -> c < ' ')) {
            throw bad("The subject has control characters.");
        }
        Map<String, String> headers = headers(simple.path("Headers"));
        headers.put("From", request.path("FromEmailAddress").asText());
        request.path("ReplyToAddresses").forEach(reply -> {
            address(reply.asText(), "ReplyToAddresses");
            headers.merge("Reply-To", reply.asText(), (one, other) -> one + ", " + other);
        });
        return new Email(from, List.copyOf(recipients), subject, text, html, headers);
    }

    private static Map<String, String> headers(JsonNode list) {
        if (list.size() > MOST_HEADERS) {
            throw bad("There are over 15 headers.");
        }
        Map<String, String> headers = new TreeMap<>();
        for (JsonNode header : list) {
            String name = header.path("Name").asText();
            String value = header.path("Value").asText();
            if (!HEADER_NAME.matcher(name).matches()
                    || !HEADER_VALUE.matcher(value).matches()
                    || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                throw bad("A header is not allowed or not valid.");
            }
            headers.put(name, value);
        }
        return headers;
    }

    private static EmailAddress address(String text, String where) {
        return EmailAddress.parse(text).orElseThrow(() -> bad(where + " has an address that is not valid."));
    }

    private static ServiceException bad(String message) {
        return new ServiceException(400, "BadRequestException", message);
    }
}
