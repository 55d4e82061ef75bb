package cn.touzhi.registration.sending;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.InMemoryQueue;
import cn.touzhi.kernel.Invocation;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.queue.EventQueue;
import cn.touzhi.messaging.Outcome;
import cn.touzhi.registration.RegistrationRoom;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.notice.Notice;
import cn.touzhi.registration.verification.Allowances;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The door and the sender on one table, with the queue between them. */
@DisplayName("A code that was asked for over HTTP")
class AskedAndSentTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(RegistrationRoom.TABLES);

    private final InMemorySenders senders = new InMemorySenders();
    private final InMemoryQueue queue = new InMemoryQueue();
    private RegistrationRoom room;
    private SendingHandler sending;

    @BeforeEach
    void bothFunctions() {
        dynamo.clear(RegistrationTable.NAME);
        dynamo.clear("SubjectKeysTable");
        room = new RegistrationRoom(dynamo.client());
        SecureRandom random = new SecureRandom();
        OperationLog log = new OperationLog("sending", room.clock(), line -> {});
        sending = new SendingHandler(
                new EventQueue(queue, "url", log, random),
                new CodeSending(
                        new PendingCodes(dynamo.client(), RegistrationTable.NAME, room.clock()),
                        new Allowances(dynamo.client(), RegistrationTable.NAME),
                        SendingWorld.spending(dynamo.client(), room.clock(), log),
                        room.dayKeys(),
                        new CodeMessages("touzhi.example", "AbCdEfGhIj1", room.clock()),
                        senders.sms(),
                        senders.email(),
                        random),
                new NoticeSending(
                        new Claims<>(dynamo.client(), RegistrationTable.NAME, Notice::of, room.clock()),
                        room.dayKeys(),
                        new NoticeMessages("touzhi.example", Duration.ofDays(7)),
                        senders.sms(),
                        senders.email(),
                        random),
                log);
    }

    @Test
    @DisplayName("reaches its phone, and is right when typed")
    void sent() {
        String id = ask("a-key-of-16-chars").is(202).text("id");

        send(id);

        assertThat(state(id)).isEqualTo("sent");
        String text = senders.texts().getFirst().text();
        guess(id, text.substring(text.length() - 6)).is(200);
    }

    @Test
    @DisplayName("counts no more when the provider refuses it, nor lets anyone guess without end (R3, R16)")
    void undeliverable() {
        senders.answer(new Outcome.Refused());

        for (int i = 0; i < 5; i++) {
            String id = ask("a-key-of-16-chars-" + i).is(202).text("id");
            String code = room.codeOf(id);
            send(id);
            assertThat(state(id)).isEqualTo("undeliverable");
            guess(id, code).isProblem(410, "code-undeliverable");
            room.clock().advance(Duration.ofMinutes(5));
        }

        ask("a-key-of-16-chars-5").isProblem(429, "too-many-codes");
    }

    @Test
    @DisplayName(
            "counts no more when we could not send it in its time, and another may be asked for in its place (R16)")
    void outage() {
        for (int i = 0; i < 7; i++) {
            String id = ask("a-key-of-16-chars-" + i).is(202).text("id");
            String code = room.codeOf(id);
            room.clock().advance(Duration.ofMinutes(5));
            ask("a-key-of-16-chars-" + i).is(202);
            room.clock().advance(Duration.ofMinutes(5));
            send(id);
            guess(id, code).isProblem(410, "code-undeliverable");
        }
    }

    @Test
    @DisplayName("is sent in its newest form when another was asked for")
    void again() {
        String id = ask("a-key-of-16-chars").is(202).text("id");
        send(id);
        room.clock().advance(Duration.ofMinutes(1));
        room.call("POST", "/v1/verifications/" + id + "/sends")
                .key("another-key-of-16")
                .json("{}")
                .send()
                .is(202);
        assertThat(state(id)).isEqualTo("sending");

        send(id);

        assertThat(senders.texts()).hasSize(2);
        String newest = senders.texts().getLast().text();
        guess(id, newest.substring(newest.length() - 6)).is(200);
    }

    private Answer ask(String key) {
        return room.call("POST", "/v1/verifications")
                .key(key)
                .json("{\"channel\":\"sms\",\"address\":\"13800138000\",\"purpose\":\"enter\",\"locale\":\"zh-CN\","
                        + "\"client\":\"web\"}")
                .send();
    }

    /** As relay, topic and queue bring it. */
    private void send(String id) {
        queue.add(EventJson.write(EventAttribute.read(room.itemOf(id)).orElseThrow()));
        queue.settle(sending.handleRequest(queue.receive(), Invocation.unhurried()));
        assertThat(queue.left()).isEmpty();
    }

    private String state(String id) {
        return room.call("GET", "/v1/verifications/" + id).send().is(200).text("state");
    }

    private Answer guess(String id, String code) {
        return room.call("POST", "/v1/verifications/" + id + "/attempts")
                .json("{\"code\":\"" + code + "\"}")
                .send();
    }
}
