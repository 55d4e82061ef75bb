package cn.touzhi.registration.account;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.KeyedDigest;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.registration.session.Holdings;
import cn.touzhi.registration.verification.Channel;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The addresses of an account as its owner sees them: masked, each under an id that says nothing. */
final class OwnIdentities {
    private final IdentityWrites writes;
    private final SubjectKeys subjectKeys;
    private final KeyedDigest ids;
    private final Clock clock;

    /** @param ids whose key serves the ids of identities and nothing else */
    OwnIdentities(IdentityWrites writes, SubjectKeys subjectKeys, KeyedDigest ids, Clock clock) {
        this.writes = writes;
        this.subjectKeys = subjectKeys;
        this.ids = ids;
        this.clock = clock;
    }

    /** All of them, those that can be restored included; empty if the caller's session is over. */
    Optional<List<OwnIdentity>> list(Caller caller) {
        return writes.holdingsOf(caller)
                .flatMap(holdings -> subjectKeys.of(holdings.subject()).map(key -> show(holdings, key)));
    }

    /** What an address of {@code subject} is called outside. */
    String idOf(SubjectId subject, String addressDigest) {
        return RandomText.of(ids.of(subject.value(), addressDigest));
    }

    private List<OwnIdentity> show(Holdings holdings, DataKey key) {
        Instant now = clock.instant();
        return holdings.addresses().stream()
                .filter(address -> address.expiresAt().map(now::isBefore).orElse(true))
                .map(address -> new OwnIdentity(
                        idOf(holdings.subject(), address.addressDigest()),
                        address.channel(),
                        address.open(key).masked(),
                        address.addedAt(),
                        address.expiresAt()))
                .toList();
    }

    /**
     * One address.
     *
     * @param id names it
     * @param masked enough to know it by
     * @param undoUntil how long it can be restored, if it was removed
     */
    record OwnIdentity(String id, Channel channel, String masked, Instant addedAt, Optional<Instant> undoUntil) {}
}
