package cn.touzhi.registration.account;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.registration.Language;
import cn.touzhi.registration.session.SessionId;
import cn.touzhi.registration.verification.Channel;
import java.time.Instant;
import java.util.List;

/**
 * An account as its owner sees it.
 *
 * @param acceptedPolicy the newest version that they accepted
 * @param addresses by which they sign in
 * @param session on which they ask
 */
public record OwnAccount(
        SubjectId subject,
        Instant createdAt,
        Language locale,
        int acceptedPolicy,
        List<OwnAddress> addresses,
        SessionId session) {
    /** Takes a copy. */
    public OwnAccount {
        addresses = List.copyOf(addresses);
    }

    /** @param masked enough to know it by */
    public record OwnAddress(Channel channel, String masked, Instant addedAt) {}
}
