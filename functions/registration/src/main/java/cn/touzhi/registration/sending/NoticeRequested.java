package cn.touzhi.registration.sending;

import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.registration.notice.NoticeId;

/**
 * A notice is to be sent: the event of this type as its consumer reads it.
 *
 * @param notice that is to be sent
 */
record NoticeRequested(NoticeId notice) {
    /** @throws EventJson.MalformedEventException if {@code event} names no notice */
    static NoticeRequested of(Event event) {
        return NoticeId.parse(event.data().getOrDefault("notice", ""))
                .map(NoticeRequested::new)
                .orElseThrow(EventJson.MalformedEventException::new);
    }
}
