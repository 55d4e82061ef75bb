package cn.touzhi.registration.session;

import cn.touzhi.registration.verification.Client;
import java.util.Optional;

/**
 * What a device says of itself when someone signs in on it.
 *
 * @param secret its own
 * @param client the kind of program, as it said when it asked for the code
 * @param name as its owner calls it
 * @param country where it is, as its address tells; a two-letter code
 */
public record Device(DeviceSecret secret, Client client, Optional<String> name, Optional<String> country) {}
