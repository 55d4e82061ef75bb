package cn.touzhi.registration.session;

import cn.touzhi.kernel.http.ClientAddress;
import java.util.Optional;

/** Tells roughly where a request came from, so that people recognise their own sessions and strangers' ones. */
public interface Countries {
    /** The country of {@code address} as a two-letter code (ISO 3166-1); empty where it is unknown, or no country's. */
    Optional<String> of(ClientAddress address);
}
