package cn.touzhi.local.gateway;

import cn.touzhi.local.lambda.FunctionLogs;
import cn.touzhi.local.lambda.FunctionPool;
import cn.touzhi.local.lambda.Invocation;
import cn.touzhi.local.lambda.Outcome;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Stack;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The template's HTTP APIs: routes, authorizers, limits, and the functions behind them. */
public final class Gateway {
    /** docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html. */
    private static final Duration INTEGRATION_TIMEOUT = Duration.ofSeconds(30);

    private static final int LARGEST_EVENT = 6 * 1024 * 1024;
    private static final String HOST_SUFFIX = ".localhost";

    private final Routes routes;
    private final Map<String, Api> apis;
    private final FunctionPool functions;
    private final Clock clock;

    public Gateway(Stack stack, FunctionPool functions, FunctionLogs logs, Clock clock) {
        this.routes = new Routes(functions.functions());
        this.functions = functions;
        this.clock = clock;
        this.apis = stack.apis().stream()
                .map(api -> new Api(api, this::fetch, logs, clock))
                .collect(Collectors.toUnmodifiableMap(Api::logicalId, Function.identity()));
    }

    /** Asks each issuer for its discovery document, as API Gateway does when an authorizer is made. */
    public void discoverIssuers() {
        apis.values().forEach(Api::discoverIssuers);
    }

    GatewayAnswer answer(GatewayRequest request) {
        Instant begin = clock.instant();
        long nanos = System.nanoTime();
        String id = UUID.randomUUID().toString();
        Optional<String> asked = request.header("host").flatMap(this::apiNamedBy);
        Optional<Routes.Match> match = routes.find(asked, request.method(), request.path());
        Optional<Api> api = match.map(found -> found.route().declared().api())
                .or(() -> asked)
                .or(() -> routes.apiOf(request.path()))
                .map(apis::get);
        GatewayAnswer answer = api.map(found -> answer(found, match, request, id))
                .orElseGet(() -> GatewayAnswer.own(404, "Not Found"))
                .with(Map.of("apigw-requestid", id));
        Duration took = Duration.ofNanos(System.nanoTime() - nanos);
        String routeKey = match.map(found -> found.route().key()).orElse("");
        api.flatMap(Api::accessLog)
                .ifPresent(log -> log.write(new AccessLog.Entry(request, routeKey, id, begin, took, answer)));
        return answer;
    }

    private GatewayAnswer answer(Api api, Optional<Routes.Match> match, GatewayRequest request, String id) {
        if (request.method().equals("OPTIONS") && api.crossOrigin().isPresent()) {
            return api.crossOrigin().get().preflight(request);
        }
        GatewayAnswer answer = match.map(found -> answer(api, found, request, id))
                .orElseGet(() -> GatewayAnswer.own(404, "Not Found"));
        return answer.with(api.crossOrigin()
                .map(crossOrigin -> crossOrigin.headersFor(request))
                .orElse(Map.of()));
    }

    private GatewayAnswer answer(Api api, Routes.Match match, GatewayRequest request, String id) {
        if (!api.hasRoomFor(match.route())) {
            return GatewayAnswer.own(429, "Too Many Requests");
        }
        return switch (api.authorize(request, match.route().declared()).orElse(null)) {
            case null -> invoke(match, request, Optional.empty(), id);
            case Authorization.Granted granted -> invoke(match, request, Optional.of(granted), id);
            case Authorization.Refused refused -> refused.answer();
        };
    }

    private GatewayAnswer invoke(
            Routes.Match match, GatewayRequest request, Optional<Authorization.Granted> granted, String id) {
        byte[] event;
        try {
            event = ProxyEvent.of(request, match, granted, id, clock.instant());
        } catch (IllegalArgumentException badEscape) {
            return GatewayAnswer.own(400, "Bad Request");
        }
        if (event.length > LARGEST_EVENT) {
            return GatewayAnswer.own(413, "Request Entity Too Large");
        }
        Route route = match.route();
        // a function that takes longer runs on, only nobody waits for it any more
        CompletableFuture<Invocation> running = CompletableFuture.supplyAsync(
                () -> functions.invoke(route.function(), route.declared().api(), event), Thread::startVirtualThread);
        try {
            return answerOf(running.get(INTEGRATION_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .outcome());
        } catch (TimeoutException late) {
            return GatewayAnswer.own(503, "Service Unavailable");
        } catch (ExecutionException notInvoked) {
            return GatewayAnswer.own(500, "Internal Server Error");
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return GatewayAnswer.own(503, "Service Unavailable");
        }
    }

    private static GatewayAnswer answerOf(Outcome outcome) {
        GatewayAnswer failure = GatewayAnswer.own(500, "Internal Server Error");
        return switch (outcome) {
            case Outcome.Returned returned -> ProxyAnswer.of(returned.payload()).orElse(failure);
            case Outcome.Throttled throttled -> GatewayAnswer.own(503, "Service Unavailable");
            case Outcome.Failed failed -> failure;
            case Outcome.TimedOut late -> failure;
            case Outcome.Crashed crashed -> failure;
        };
    }

    /** {@code Api.localhost:8080} asks the API {@code Api} and no other. */
    private Optional<String> apiNamedBy(String host) {
        String name = host.replaceFirst(":\\d+$", "");
        return name.endsWith(HOST_SUFFIX)
                ? apis.keySet().stream()
                        .filter(api -> api.equalsIgnoreCase(name.substring(0, name.length() - HOST_SUFFIX.length())))
                        .findFirst()
                : Optional.empty();
    }

    /** What an authorizer gets at an address of one of our own APIs; other addresses lead nowhere. */
    private Optional<byte[]> fetch(String address) {
        URI uri = URI.create(address);
        return apis.keySet().stream()
                .filter(api -> address.startsWith(Names.apiEndpoint(api) + "/"))
                .findFirst()
                .flatMap(api -> routes.find(Optional.of(api), "GET", uri.getPath()))
                .map(match -> invoke(
                        match, getOf(uri), Optional.empty(), UUID.randomUUID().toString()))
                .filter(answer -> answer.status() == 200)
                .map(GatewayAnswer::body);
    }

    private static GatewayRequest getOf(URI uri) {
        Map<String, List<String>> headers = Map.of("host", List.of(uri.getHost()));
        return new GatewayRequest("GET", uri.getRawPath(), "", headers, "HTTP/1.1", "127.0.0.1", new byte[0]);
    }
}
