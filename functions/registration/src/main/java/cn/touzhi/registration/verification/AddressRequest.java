package cn.touzhi.registration.verification;

import cn.touzhi.kernel.address.Address;
import cn.touzhi.kernel.address.EmailAddress;
import cn.touzhi.kernel.address.PhoneNumber;
import cn.touzhi.registration.Language;

/**
 * What someone asks for who wants to prove an address.
 *
 * @param address to send a code to
 * @param purpose of the proof
 * @param language to write in
 * @param client that asks
 */
public record AddressRequest(Address address, Purpose purpose, Language language, Client client) {
    /** How the code gets there. */
    public Channel channel() {
        return switch (address) {
            case PhoneNumber phone -> Channel.SMS;
            case EmailAddress email -> Channel.EMAIL;
        };
    }
}
