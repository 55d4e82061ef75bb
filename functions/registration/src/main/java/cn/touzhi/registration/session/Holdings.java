package cn.touzhi.registration.session;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.registration.identity.AccountAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What lies under an account.
 *
 * @param subject whose it is
 * @param account the item of the account itself
 * @param addresses by which its owner signs in, and those that were removed of late
 * @param sessions open or ended
 */
public record Holdings(
        SubjectId subject,
        Map<String, AttributeValue> account,
        List<AccountAddress> addresses,
        List<Session> sessions) {
    /** Takes copies. */
    public Holdings {
        account = Map.copyOf(account);
        addresses = List.copyOf(addresses);
        sessions = List.copyOf(sessions);
    }

    /** How the account stands. */
    public AccountStanding standing() {
        return AccountStanding.of(account);
    }

    /** The addresses that are not removed. */
    public List<AccountAddress> liveAddresses() {
        return addresses.stream().filter(AccountAddress::live).toList();
    }

    /** Whether an address is the account's, and was not removed. */
    public boolean has(String addressDigest) {
        return liveAddresses().stream()
                .anyMatch(address -> address.addressDigest().equals(addressDigest));
    }

    /** The sessions that go on at {@code now}, the one that was used longest ago first. */
    public List<Session> openSessions(Instant now) {
        int generation = standing().generation();
        return sessions.stream()
                .filter(session -> session.isAliveAt(now) && session.generation() == generation)
                .sorted(Comparator.comparing(Session::rotatedAt).thenComparing(Session::createdAt))
                .toList();
    }

    /** One of the sessions that go on at {@code now}. */
    public Optional<Session> openSession(SessionId id, Instant now) {
        return openSessions(now).stream()
                .filter(session -> session.id().equals(id))
                .findFirst();
    }
}
