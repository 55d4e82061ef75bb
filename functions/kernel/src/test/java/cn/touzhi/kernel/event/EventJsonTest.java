package cn.touzhi.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An event")
class EventJsonTest {
    private static final Event EVENT = new Event(
            new EventId("AAAAAAAAAAAAAAAAAAAAAA"),
            "cn.touzhi.room.ThingDone.v1",
            Optional.of("subject"),
            Instant.parse("2026-11-23T12:00:00Z"),
            Map.of("thing", "1"));

    @Test
    @DisplayName("is the same after its way through JSON, and after that through an item")
    void travels() {
        assertThat(EventJson.read(EventJson.write(EVENT))).isEqualTo(EVENT);
        assertThat(EventAttribute.read(Map.of(EventAttribute.NAME, EventAttribute.of(EVENT))))
                .contains(EVENT);
    }

    @Test
    @DisplayName("belongs to the room that its type names, and to no other")
    void room() {
        assertThat(EVENT.isOf("room")).isTrue();
        assertThat(EVENT.isOf("roo")).isFalse();
        assertThat(EVENT.source()).isEqualTo("cn.touzhi.room");
    }

    @Test
    @DisplayName("of a version that doesn't exist yet is read: its own attributes are passed over, its data is whole")
    void nextVersion() {
        Event next = EventJson.read("""
                {"specversion":"1.0","id":"AAAAAAAAAAAAAAAAAAAAAA","source":"cn.touzhi.room",\
                "type":"cn.touzhi.room.ThingDone.v2","subject":"subject","time":"2026-11-23T12:00:00Z",\
                "sequence":7,"sampled":true,"traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",\
                "dataschema":"https://touzhi.cn/events/ThingDone.v2.json","datacontenttype":"application/json",\
                "data":{"thing":"1","colour":"red"}}""");

        assertThat(next.type()).isEqualTo("cn.touzhi.room.ThingDone.v2");
        assertThat(next.subject()).contains("subject");
        assertThat(next.data()).isEqualTo(Map.of("thing", "1", "colour", "red"));
    }

    @ParameterizedTest(name = "«{0}»")
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"specversion\":\"1.0\"}",
                "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"cn.touzhi.r\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"cn.touzhi.r\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"cn.touzhi.other\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"cn.touzhi.r\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"noon\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"cn.touzhi.r\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":{\"a\":{}}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"id\":\"2\",\"source\":\"cn.touzhi.r\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"cn.touzhi.r\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":{}} x",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"cn.touzhi.r\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":{\"a\":1}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"cn.touzhi.r\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":{\"a\":true}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"cn.touzhi.r\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":7}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"cn.touzhi.r\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":null}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"cn.touzhi.r\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":\"\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"cn.touzhi.r\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":[]}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"cn.touzhi.r\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"subject\":7,\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"cn.touzhi.r\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"datacontenttype\":true,\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"cn.touzhi.r\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"x\":1.5,\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"cn.touzhi.r\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"x\":null,\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"cn.touzhi.r\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"x\":{},\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"cn.touzhi.r\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"x\":[],\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"cn.touzhi.r\",\"type\":\"cn.touzhi.r.X.v1\",\"time\":\"2026-11-23T12:00:00Z\",\"x\":1,\"x\":2,\"data\":{}}",
            })
    @DisplayName("that is none is refused, and the refusal doesn't quote it")
    void malformed(String text) {
        assertThatThrownBy(() -> EventJson.read(text))
                .isInstanceOf(EventJson.MalformedEventException.class)
                .hasMessage("a message that is no event");
    }
}
