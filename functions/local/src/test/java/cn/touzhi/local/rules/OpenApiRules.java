package cn.touzhi.local.rules;

import cn.touzhi.local.template.EventSource.HttpRoute;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The template's routes against {@code infra/openapi.yaml}, which the build makes from the controllers. */
final class OpenApiRules {
    /** The API that clients call; the issuer's is described by the documents that it serves. */
    private static final String API = "Api";

    private OpenApiRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.that(
                                "the API's routes are those that its description tells of",
                                "ASVS v5.0.0-4.1.4",
                                OpenApiRules::unlike)
                        .brokenBy("forgetting a route", edit -> edit.at("/Resources/PrivacyFunction/Properties/Events")
                                .remove("CurrentPolicy"))
                        .brokenBy("a route that nobody answers", edit -> edit.event("PrivacyFunction", "CurrentPolicy")
                                .put("Path", "/v1/policies/latest"))
                        .brokenBy("any method", edit -> edit.event("RegistrationFunction", "SignIn")
                                .put("Method", "ANY")),
                Rule.that(
                                "the description demands a token where the route does",
                                "CKV_AWS_59; OpenAPI 3.1, 4.8.30",
                                OpenApiRules::otherwiseGuarded)
                        .brokenBy("opening a route", edit -> edit.event("RegistrationFunction", "SignOut")
                                .set("Auth", Edit.json("{'Authorizer': 'NONE'}")))
                        .brokenBy("closing a route", edit -> edit.event("PrivacyFunction", "CurrentPolicy")
                                .remove("Auth")));
    }

    private static Stream<String> unlike(Template template) {
        Map<String, Boolean> routes = routes(template);
        Map<String, Boolean> described = described(template);
        return Stream.concat(
                routes.keySet().stream()
                        .filter(call -> !described.containsKey(call))
                        .map(call -> call + " is in the template alone"),
                described.keySet().stream()
                        .filter(call -> !routes.containsKey(call))
                        .map(call -> call + " is in infra/openapi.yaml alone"));
    }

    private static Stream<String> otherwiseGuarded(Template template) {
        Map<String, Boolean> described = described(template);
        return routes(template).entrySet().stream()
                .filter(route -> !route.getValue().equals(described.getOrDefault(route.getKey(), route.getValue())))
                .map(Map.Entry::getKey);
    }

    private static Map<String, Boolean> routes(Template template) {
        Map<String, Boolean> calls = new TreeMap<>();
        RouteRules.routes(template)
                .filter(route -> route.api().equals(API))
                .forEach(route -> calls.put(call(route), route.authorizer().isPresent()));
        return calls;
    }

    private static String call(HttpRoute route) {
        return route.method() + " " + route.path();
    }

    private static Map<String, Boolean> described(Template template) {
        return OpenApi.calls(template.folder().resolve("infra/openapi.yaml"));
    }
}
