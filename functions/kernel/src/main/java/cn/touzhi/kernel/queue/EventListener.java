package cn.touzhi.kernel.queue;

import cn.touzhi.kernel.event.Event;

/** What a consumer does with one event. It is idempotent: a queue brings an event more than once, and in any order. */
@FunctionalInterface
public interface EventListener {
    /**
     * Takes note of {@code event}. Any exception means that the message comes again, until it lands in the dead
     * letters.
     *
     * @throws cn.touzhi.kernel.event.EventJson.MalformedEventException if the event lacks what its type promises
     */
    Heard hear(Event event);
}
