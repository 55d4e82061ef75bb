package cn.touzhi.local.gateway;

import cn.touzhi.local.template.EventSource.HttpRoute;
import cn.touzhi.local.template.LambdaFunction;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All routes of the template; the most exact one that fits is taken (http-api-develop-routes). */
final class Routes {
    private final List<Route> routes;

    /** @param parameters of the path, by name */
    record Match(Route route, Map<String, String> parameters) {}

    Routes(List<LambdaFunction> functions) {
        routes = functions.stream()
                .flatMap(function -> function.events().stream()
                        .filter(HttpRoute.class::isInstance)
                        .map(HttpRoute.class::cast)
                        .map(route -> Route.of(route, function.logicalId())))
                .sorted(Comparator.comparing(Route::rank))
                .toList();
    }

    List<Route> all() {
        return routes;
    }

    /** @param api the only API that is asked; empty for whichever has the route */
    Optional<Match> find(Optional<String> api, String method, String path) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        return routes.stream()
                .filter(route -> api.map(route.declared().api()::equals).orElse(true))
                .filter(route -> route.takes(method))
                .flatMap(route -> route.match(path).map(parameters -> new Match(route, parameters)).stream())
                .findFirst();
    }

    /** The API that has a route with this path, whatever its method. */
    Optional<String> apiOf(String path) {
        return path.startsWith("/")
                ? routes.stream()
                        .filter(route -> route.match(path).isPresent())
                        .map(route -> route.declared().api())
                        .findFirst()
                : Optional.empty();
    }
}
