package cn.touzhi.registration.verification;

import cn.touzhi.kernel.http.ClientAddress;
import java.util.Optional;

/**
 * Who asks for a code, as far as that can be told.
 *
 * @param client the network that the request came from
 * @param deviceToken that a device brings on which somebody has signed in, see {@link DeviceTokens}
 * @param challenge the answer to a challenge
 */
public record Asker(ClientAddress client, Optional<String> deviceToken, Optional<String> challenge) {
    /** One who brings nothing but the request. */
    static Asker from(ClientAddress client) {
        return new Asker(client, Optional.empty(), Optional.empty());
    }

    /** Keeps token and address out of logs. */
    @Override
    public String toString() {
        return "Asker";
    }
}
