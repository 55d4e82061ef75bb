package cn.touzhi.kernel.erasure;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.event.EventJson;

/**
 * That a room is to erase all that it holds of someone.
 *
 * @param id by which the room answers
 * @param subject who
 * @param saidBy the event that said so, one of several: each is answered once
 */
public record ErasureOrder(ErasureOrderId id, SubjectId subject, EventId saidBy) {
    /**
     * The event of this type as its consumer reads it.
     *
     * @throws EventJson.MalformedEventException if it doesn't say which order it is, or whom it is about
     */
    public static ErasureOrder of(Event event) {
        return new ErasureOrder(
                ErasureOrderId.parse(event.data().getOrDefault("order", ""))
                        .orElseThrow(EventJson.MalformedEventException::new),
                event.subject().flatMap(SubjectId::parse).orElseThrow(EventJson.MalformedEventException::new),
                event.id());
    }
}
