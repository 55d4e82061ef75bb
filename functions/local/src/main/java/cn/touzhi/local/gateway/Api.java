package cn.touzhi.local.gateway;

import cn.touzhi.local.lambda.FunctionLogs;
import cn.touzhi.local.template.EventSource.HttpRoute;
import cn.touzhi.local.template.HttpApi;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** One HTTP API with its authorizers, its limits and what it tells browsers. */
final class Api {
    /** Strangers' key ids: five at once, one in five seconds from then on; our own choice. */
    private static final int REFETCH_BURST = 5;

    private static final double REFETCH_RATE = 0.2;

    private final HttpApi declared;
    private final Map<String, JwtAuthorizer> authorizers = new HashMap<>();
    private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();
    private final Optional<CrossOrigin> crossOrigin;
    private final Optional<AccessLog> accessLog;

    Api(HttpApi declared, Function<String, Optional<byte[]>> fetch, FunctionLogs logs, Clock clock) {
        this.declared = declared;
        this.crossOrigin = declared.cors().map(CrossOrigin::new);
        this.accessLog = AccessLog.of(declared, logs);
        declared.authorizers().forEach((name, authorizer) -> {
            TokenBucket refetches = new TokenBucket(REFETCH_BURST, REFETCH_RATE, System::nanoTime);
            IssuerKeys keys = new IssuerKeys(authorizer.issuer(), fetch, clock, refetches);
            authorizers.put(name, new JwtAuthorizer(authorizer, keys, clock));
        });
    }

    void discoverIssuers() {
        authorizers.values().forEach(JwtAuthorizer::discoverIssuer);
    }

    String logicalId() {
        return declared.logicalId();
    }

    Optional<CrossOrigin> crossOrigin() {
        return crossOrigin;
    }

    Optional<AccessLog> accessLog() {
        return accessLog;
    }

    /** Each route has a bucket of its own, of its own size or of the stage's. */
    boolean hasRoomFor(Route route) {
        return route.declared()
                .throttle()
                .or(declared::defaultThrottle)
                .map(limit -> buckets.computeIfAbsent(
                                route.key(), key -> new TokenBucket(limit.burst(), limit.rate(), System::nanoTime))
                        .take())
                .orElse(true);
    }

    /** Empty where the route is public. */
    Optional<Authorization> authorize(GatewayRequest request, HttpRoute route) {
        List<String> scopes = route.scopes();
        return route.authorizer().map(name -> authorizers.get(name).check(request, scopes));
    }
}
