package cn.touzhi.registration.verification;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.address.Address;
import cn.touzhi.kernel.address.EmailAddress;
import cn.touzhi.kernel.address.NumberBlock;
import cn.touzhi.kernel.address.PhoneNumber;
import cn.touzhi.kernel.address.PhoneNumbers;
import cn.touzhi.kernel.crypto.KeyedDigest;
import cn.touzhi.registration.limit.SmsTarget;
import java.util.Optional;

/** Names the blocks that phone numbers lie in, so that nobody can read them. */
final class NumberBlocks {
    private final PhoneNumbers numbers;
    private final KeyedDigest digest;

    /** @param secret the room's own: there are so few blocks that whoever holds it can try them all */
    NumberBlocks(PhoneNumbers numbers, byte[] secret) {
        this.numbers = numbers;
        this.digest = new KeyedDigest(secret, "number block");
    }

    /** Where a text message to {@code address} goes; empty where none is sent. */
    Optional<SmsTarget> targetOf(Address address) {
        return switch (address) {
            case PhoneNumber number -> Optional.of(targetOf(numbers.blockOf(number)));
            case EmailAddress email -> Optional.empty();
        };
    }

    private SmsTarget targetOf(NumberBlock block) {
        return new SmsTarget(RandomText.of(digest.of(block.country(), block.digits())), block.country());
    }
}
