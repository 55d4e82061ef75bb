package cn.touzhi.restore;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.identity.AccountAddress;
import cn.touzhi.registration.identity.Identity;
import cn.touzhi.registration.session.AccountState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items that are made anew, so that nobody gains by what was lost. */
final class Rebuilt {
    /**
     * How far an account's generation goes on. What ended all sessions since is lost with the table, and other rooms may
     * know of it: each ending takes a session that steps up, so that a thousand in the 35 days of backups don't happen.
     */
    static final int GENERATIONS = 1_000;

    /** For which a restored address neither removes others nor unfreezes; the youth of a new one (IdentityYouth). */
    static final Duration YOUTH = Duration.ofDays(7);

    private Rebuilt() {}

    /**
     * The guard of {@code address}. When its owner last proved it is not known any more, so that a number takes a second
     * check on unknown devices, as one that may have a new holder does.
     */
    static Map<String, AttributeValue> guard(AccountAddress address, Instant now) {
        return new Identity(
                        address.addressDigest(),
                        address.subject(),
                        address.channel(),
                        address.addedAt(),
                        Instant.EPOCH,
                        now.plus(YOUTH),
                        Optional.empty(),
                        Optional.empty())
                .toItem();
    }

    /** What an erased account is. */
    static Map<String, AttributeValue> fence(SubjectId subject, int generation) {
        Map<String, AttributeValue> fence = new HashMap<>(RegistrationTable.accountKey(subject));
        fence.put(RegistrationTable.STATE, text(AccountState.ERASED.text()));
        fence.put(RegistrationTable.GENERATION, number(generation));
        return fence;
    }
}
