package cn.touzhi.registration.sending;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.notice.NoticeId;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A notice is to be sent: the event of this type as its consumer reads it, in its version and the one before.
 *
 * @param subject to whom; empty where the event is of the first version, which didn't say
 * @param notice that is to be sent
 */
record NoticeRequested(Optional<SubjectId> subject, NoticeId notice) {
    /** @throws EventJson.MalformedEventException if {@code event} names no notice, or not whose it is */
    static NoticeRequested of(Event event) {
        Optional<SubjectId> subject =
                event.subject().map(text -> SubjectId.parse(text).orElseThrow(EventJson.MalformedEventException::new));
        if (subject.isEmpty() && !event.type().equals(RegistrationEvents.NOTICE_REQUESTED_V1)) {
            throw new EventJson.MalformedEventException();
        }
        return NoticeId.parse(event.data().getOrDefault("notice", ""))
                .map(notice -> new NoticeRequested(subject, notice))
                .orElseThrow(EventJson.MalformedEventException::new);
    }

    /** Where the notice lies. */
    Map<String, AttributeValue> key() {
        return subject.map(whose -> RegistrationTable.noticeKey(whose, notice))
                .orElseGet(() -> RegistrationTable.earlierNoticeKey(notice));
    }
}
