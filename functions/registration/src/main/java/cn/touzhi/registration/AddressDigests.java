package cn.touzhi.registration;

import cn.touzhi.kernel.address.Address;
import cn.touzhi.kernel.crypto.KeyedDigest;
import cn.touzhi.registration.verification.Channel;

/** By what an address is found without being readable: its digest under the pepper, alike in all rooms. */
public final class AddressDigests {
    private final KeyedDigest digests;

    /** @param pepper which digests addresses, and nothing else */
    public AddressDigests(byte[] pepper) {
        this.digests = new KeyedDigest(pepper, "address");
    }

    /** The digest of {@code address}, for keys of tables. */
    public String of(Channel channel, Address address) {
        return digests.hexOf(channel.text(), address.value());
    }
}
