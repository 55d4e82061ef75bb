package cn.touzhi.registration.sending;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.address.Address;
import cn.touzhi.kernel.address.EmailAddress;
import cn.touzhi.kernel.address.PhoneNumber;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.registration.Language;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.notice.Notice;
import cn.touzhi.registration.notice.NoticeId;
import cn.touzhi.registration.notice.NoticeKind;
import cn.touzhi.registration.notice.Notices;
import cn.touzhi.registration.verification.Channel;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The sending function's world, with notices that were asked for as accounts ask for them. */
final class NoticeWorld {
    private static final SubjectId SUBJECT = SubjectId.random(new SecureRandom());

    final SendingWorld sending;

    private final LocalDynamo dynamo;
    private final SecureRandom random = new SecureRandom();
    private final Notices notices;

    NoticeWorld(LocalDynamo dynamo) {
        this.dynamo = dynamo;
        this.sending = new SendingWorld(dynamo);
        this.notices = new Notices(SendingWorld.TABLE, sending.keys, random, sending.clock);
    }

    /** Someone is to be told, and the order for it is in the queue. */
    NoticeId ordered(NoticeKind kind, Channel channel) {
        Address address =
                switch (channel) {
                    case SMS -> new PhoneNumber(SendingWorld.NUMBER);
                    case EMAIL -> new EmailAddress(SendingWorld.EMAIL);
                };
        List<TransactWriteItem> puts = notices.puts(SUBJECT, kind, List.of(address), Language.CHINESE);
        dynamo.client().transactWriteItems(write -> write.transactItems(puts));
        Event event = EventAttribute.read(puts.getFirst().put().item()).orElseThrow();
        sending.queue.add(EventJson.write(event));
        return new NoticeId(event.data().get("notice"));
    }

    /** Someone is to be told, as it was stored and ordered before a notice lay under its subject. */
    NoticeId orderedEarlier(NoticeKind kind) {
        NoticeId id = ordered(kind, Channel.SMS);
        Map<String, AttributeValue> item = new HashMap<>(item(id));
        deleted(id);
        item.putAll(RegistrationTable.earlierNoticeKey(id));
        dynamo.client().putItem(put -> put.tableName(SendingWorld.TABLE).item(item));
        sending.queue.add(EventJson.write(new Event(
                EventId.random(random),
                RegistrationEvents.NOTICE_REQUESTED_V1,
                Optional.empty(),
                sending.clock.instant(),
                Map.of("notice", id.value()))));
        return id;
    }

    /** The same order once more. */
    void orderAgain(NoticeId id) {
        sending.queue.add(EventJson.write(new Event(
                EventId.random(random),
                RegistrationEvents.NOTICE_REQUESTED,
                Optional.of(SUBJECT.value()),
                sending.clock.instant(),
                Map.of("notice", id.value()))));
    }

    /** Another process, which will never be heard of again, has claimed the notice. */
    void claimedByAnother(NoticeId id) {
        dynamo.client().updateItem(update -> update.tableName(SendingWorld.TABLE)
                .key(RegistrationTable.noticeKey(SUBJECT, id))
                .updateExpression("SET #claim = :claim, #claimedAt = :now")
                .expressionAttributeNames(
                        Map.of("#claim", RegistrationTable.CLAIM, "#claimedAt", RegistrationTable.CLAIMED_AT))
                .expressionAttributeValues(
                        Map.of(":claim", text("another"), ":now", seconds(sending.clock.instant()))));
    }

    /** Time to live has taken it. */
    void deleted(NoticeId id) {
        dynamo.client().deleteItem(delete -> delete.tableName(SendingWorld.TABLE)
                .key(RegistrationTable.noticeKey(SUBJECT, id)));
    }

    /** Its address now lies in another notice's place. */
    void addressMoved(NoticeId from, NoticeId to) {
        AttributeValue address = item(from).get(RegistrationTable.ADDRESS);
        dynamo.client().updateItem(update -> update.tableName(SendingWorld.TABLE)
                .key(RegistrationTable.noticeKey(SUBJECT, to))
                .updateExpression("SET #address = :address")
                .expressionAttributeNames(Map.of("#address", RegistrationTable.ADDRESS))
                .expressionAttributeValues(Map.of(":address", address)));
    }

    Optional<Notice> notice(NoticeId id) {
        return Optional.of(item(id)).filter(item -> !item.isEmpty()).map(Notice::of);
    }

    private Map<String, AttributeValue> item(NoticeId id) {
        return dynamo.client()
                .getItem(get -> get.tableName(SendingWorld.TABLE)
                        .key(RegistrationTable.noticeKey(SUBJECT, id))
                        .consistentRead(true))
                .item();
    }
}
