package cn.touzhi.local.aws.sns;

import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.aws.Wire;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** PublishBatch: up to ten messages, each of which may fail alone (SNS API reference). */
final class Batches {
    static final int MOST_BYTES = 262_144;

    private static final int MOST_ENTRIES = 10;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    private final Topics topics;

    Batches(Topics topics) {
        this.topics = topics;
    }

    /** The result's XML. */
    String publish(String topic, Map<String, String> form) {
        Map<String, Publication> entries = read(form);
        StringBuilder successful = new StringBuilder();
        StringBuilder failed = new StringBuilder();
        entries.forEach((id, publication) -> {
            try {
                SnsService.check(publication);
                successful.append("<member><Id>%s</Id><MessageId>%s</MessageId></member>"
                        .formatted(id, topics.publish(topic, publication)));
            } catch (ServiceException invalid) {
                failed.append(
                        "<member><Id>%s</Id><Code>%s</Code><Message>%s</Message><SenderFault>true</SenderFault></member>"
                                .formatted(id, invalid.code(), Wire.xml(invalid.getMessage())));
            }
        });
        return "<Successful>" + successful + "</Successful><Failed>" + failed + "</Failed>";
    }

    private static Map<String, Publication> read(Map<String, String> form) {
        Map<String, Publication> entries = new LinkedHashMap<>();
        Set<String> ids = new HashSet<>();
        int bytes = 0;
        for (int i = 1; form.containsKey(entry(i) + "Id"); i++) {
            String id = form.get(entry(i) + "Id");
            if (!ID.matcher(id).matches()) {
                throw new ServiceException(400, "InvalidBatchEntryId", "The Id of a batch entry is not valid.");
            }
            if (!ids.add(id)) {
                throw new ServiceException(400, "BatchEntryIdsNotDistinct", "Two batch entries have the same Id.");
            }
            Publication publication = new Publication(
                    form.getOrDefault(entry(i) + "Subject", ""),
                    form.getOrDefault(entry(i) + "Message", ""),
                    Attribute.read(form, entry(i)));
            bytes += publication.bytes();
            entries.put(id, publication);
        }
        if (entries.isEmpty()) {
            throw new ServiceException(400, "EmptyBatchRequest", "The batch request has no entries.");
        }
        if (entries.size() > MOST_ENTRIES) {
            throw new ServiceException(400, "TooManyEntriesInBatchRequest", "The batch request has over 10 entries.");
        }
        if (bytes > MOST_BYTES) {
            throw new ServiceException(400, "BatchRequestTooLong", "The batch request is over 262144 bytes long.");
        }
        return entries;
    }

    private static String entry(int i) {
        return "PublishBatchRequestEntries.member." + i + ".";
    }

    static ServiceException invalid(String parameter) {
        return new ServiceException(400, "InvalidParameter", "Invalid parameter: " + parameter);
    }
}
