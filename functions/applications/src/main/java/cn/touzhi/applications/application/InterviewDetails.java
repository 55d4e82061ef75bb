package cn.touzhi.applications.application;

import cn.touzhi.kernel.crypto.DataKey;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Where an interview is, and with whom.
 *
 * @param place where to come
 * @param link where to call in
 * @param contact whom to ask for
 */
@Serdeable
record InterviewDetails(Optional<String> place, Optional<String> link, Optional<String> contact) {
    /** Seals them with the seeker's key, opens what was sealed. */
    static final class Sealing {
        private static final String FIELD = "interview";

        private final JsonMapper json;
        private final SecureRandom random;

        Sealing(JsonMapper json, SecureRandom random) {
            this.json = json;
            this.random = random;
        }

        /** @param application whose interview it is: it opens nowhere else */
        byte[] seal(DataKey key, String application, InterviewDetails details) {
            try {
                return key.seal(json.writeValueAsBytes(details), application, FIELD, random);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        InterviewDetails open(DataKey key, String application, byte[] sealed) {
            try {
                return json.readValue(key.open(sealed, application, FIELD), InterviewDetails.class);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }
}
