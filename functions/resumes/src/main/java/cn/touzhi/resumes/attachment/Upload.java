package cn.touzhi.resumes.attachment;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * How a file is uploaded, one way or the other.
 *
 * @param form where a form of these fields is posted, the file as its last field {@code file}
 * @param fields of the form
 * @param put where it is put
 * @param headers that must come with that
 * @param expiresAt when both are over
 */
record Upload(URI form, Map<String, String> fields, URI put, Map<String, String> headers, Instant expiresAt) {
    /** Takes copies. */
    Upload {
        fields = Map.copyOf(fields);
        headers = Map.copyOf(headers);
    }
}
