package cn.touzhi.registration.staff;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.address.Address;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.registration.account.Account;
import cn.touzhi.registration.identity.AccountAddress;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an account when an act begins.
 *
 * @param account as it was read, which every write then demands
 * @param key of its owner
 * @param addresses all that it tells, removed ones included
 * @param acts of staff so far
 */
record Dossier(Account account, DataKey key, List<AccountAddress> addresses, List<StaffAct> acts) {
    SubjectId subject() {
        return account.subject();
    }

    /** The act that was done under this id, if any. */
    Optional<StaffAct> act(RequestId id) {
        return acts.stream().filter(act -> act.request().equals(id)).findFirst();
    }

    /** The addresses that are not removed, in clear. */
    List<Address> reachable() {
        return addresses.stream()
                .filter(address -> address.removedAt().isEmpty())
                .map(address -> address.open(key))
                .toList();
    }
}
