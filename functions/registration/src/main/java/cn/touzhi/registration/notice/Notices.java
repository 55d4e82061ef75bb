package cn.touzhi.registration.notice;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.address.Address;
import cn.touzhi.kernel.address.EmailAddress;
import cn.touzhi.kernel.address.PhoneNumber;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.registration.Language;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.SendState;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Has people told of what happened to their account. A notice is stored in the same transaction as what it tells, with
 * its address sealed as it was then: who is removed still hears of it.
 */
public final class Notices {
    /** Who hears of a session a day later need not hear of it any more. */
    static final Duration LIFE = Keeping.NOTICE.limit().orElseThrow();

    private final String table;
    private final DayKeys dayKeys;
    private final SecureRandom random;
    private final Clock clock;

    public Notices(String table, DayKeys dayKeys, SecureRandom random, Clock clock) {
        this.table = table;
        this.dayKeys = dayKeys;
        this.random = random;
        this.clock = clock;
    }

    /**
     * The actions that have each of {@code addresses} told that {@code kind} happened to the account of
     * {@code subject}.
     */
    public List<TransactWriteItem> puts(
            SubjectId subject, NoticeKind kind, Collection<? extends Address> addresses, Language language) {
        if (addresses.isEmpty()) {
            return List.of();
        }
        DataKey key = dayKeys.today();
        return addresses.stream()
                .map(address -> put(subject, kind, address, language, key))
                .toList();
    }

    private TransactWriteItem put(SubjectId subject, NoticeKind kind, Address address, Language language, DataKey key) {
        NoticeId id = NoticeId.random(random);
        Instant now = clock.instant();
        Notice notice = new Notice(
                kind,
                channelOf(address),
                language,
                Optional.of(Notice.seal(key, address, id, random)),
                SendState.SENDING,
                Optional.empty(),
                Optional.empty(),
                now.plus(LIFE),
                requested(subject, id, now),
                now.plus(LIFE));
        Put put = Put.builder()
                .tableName(table)
                .item(notice.toItem(subject, id))
                .conditionExpression("attribute_not_exists(pk)")
                .build();
        return TransactWriteItem.builder().put(put).build();
    }

    private Event requested(SubjectId subject, NoticeId id, Instant now) {
        return new Event(
                EventId.random(random),
                RegistrationEvents.NOTICE_REQUESTED,
                Optional.of(subject.value()),
                now,
                Map.of("notice", id.value()));
    }

    private static Channel channelOf(Address address) {
        return switch (address) {
            case PhoneNumber phone -> Channel.SMS;
            case EmailAddress email -> Channel.EMAIL;
        };
    }
}
