package cn.touzhi.registration.verification;

import java.time.Instant;

/**
 * Says that someone has signed in with an address on a device: whoever brings it is no stranger to that address.
 *
 * @param device keyed digest of the device's secret, see {@link DeviceTokens#deviceOf}
 * @param addressDigest the address, digested under the pepper
 * @param endsAt when it counts no more
 */
public record DeviceToken(String device, String addressDigest, Instant endsAt) {}
