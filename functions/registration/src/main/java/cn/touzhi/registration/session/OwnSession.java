package cn.touzhi.registration.session;

import cn.touzhi.registration.verification.Client;
import java.time.Instant;
import java.util.Optional;

/**
 * A session as its owner sees it.
 *
 * @param id names it
 * @param current whether it is the one that asks
 * @param deviceName as its owner calls the device
 * @param client the kind of program
 * @param country where it was opened, a two-letter code
 * @param createdAt since when
 * @param lastUsedAt when it was last refreshed, or opened
 */
record OwnSession(
        SessionId id,
        boolean current,
        Optional<String> deviceName,
        Client client,
        Optional<String> country,
        Instant createdAt,
        Instant lastUsedAt) {}
