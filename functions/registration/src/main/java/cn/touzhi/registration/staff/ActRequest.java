package cn.touzhi.registration.staff;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.address.Address;
import cn.touzhi.registration.verification.Channel;
import java.util.Optional;

/**
 * What an operator asks for.
 *
 * @param act what is to be done
 * @param subject to whose account
 * @param by who asks
 * @param reason why; it may name people, and is only ever stored sealed
 * @param id the same however often it is asked
 * @param holder whose account it shall be, where it is given back
 */
record ActRequest(ActKind act, SubjectId subject, Operator by, String reason, RequestId id, Optional<Holder> holder) {
    /** Says nothing of reason and holder, so that these can't get into a log or a message by accident. */
    @Override
    public String toString() {
        return act.text() + " " + subject.value() + " " + id.value();
    }

    /** The digest of the holder's address, if one is named. */
    Optional<String> holderDigest() {
        return holder.map(Holder::digest);
    }

    /**
     * Whoever holds one address.
     *
     * @param digest of the address, under the pepper
     */
    record Holder(Channel channel, Address address, String digest) {}
}
