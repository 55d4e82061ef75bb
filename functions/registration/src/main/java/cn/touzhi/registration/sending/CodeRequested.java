package cn.touzhi.registration.sending;

import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.registration.verification.VerificationId;

/**
 * A code is to be sent: the event of this type as its consumer reads it.
 *
 * @param verification that it belongs to
 * @param number which of its messages, from 1
 */
record CodeRequested(VerificationId verification, int number) {
    /** @throws EventJson.MalformedEventException if {@code event} doesn't say which message of which verification */
    static CodeRequested of(Event event) {
        try {
            int number = Integer.parseInt(event.data().getOrDefault("number", ""));
            return VerificationId.parse(event.data().getOrDefault("verification", ""))
                    .filter(id -> number > 0)
                    .map(id -> new CodeRequested(id, number))
                    .orElseThrow(EventJson.MalformedEventException::new);
        } catch (NumberFormatException noNumber) {
            throw new EventJson.MalformedEventException();
        }
    }
}
