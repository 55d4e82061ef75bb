package cn.touzhi.local.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came in.
 *
 * @param path as sent, not decoded
 * @param query as sent, without the question mark; empty text where there is none
 * @param headers by name in lower case
 * @param sourceIp of the connection
 */
@SuppressWarnings("ArrayRecordComponent")
record GatewayRequest(
        String method,
        String path,
        String query,
        Map<String, List<String>> headers,
        String protocol,
        String sourceIp,
        byte[] body) {
    /** Several headers of one name come joined, as API Gateway hands them on. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(values -> String.join(",", values));
    }
}
