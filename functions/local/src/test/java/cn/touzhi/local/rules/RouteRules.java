package cn.touzhi.local.rules;

import static java.util.Map.entry;

import cn.touzhi.local.template.EventSource.HttpRoute;
import cn.touzhi.local.template.HttpApi;
import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.template.Names;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Routes: who may call them, and that the one who checks tokens agrees with the one who makes them. */
final class RouteRules {
    private static final String ENTERING = "whoever enters has no token yet; a code, a proof or a device secret speaks";
    private static final String HELPLESS =
            "whose account is in wrong hands may have no session; the proof of an address speaks";
    private static final String PUBLISHED = "the privacy policy is for everybody";
    private static final String BROWSING = "jobs are browsed without an account (policy 2.1.1)";
    private static final String CODES = "forms are filled in with them, also before there is a token";
    private static final String ISSUER = "the gateway and others read how tokens are checked";

    private static final Set<String> SCOPES = Set.of("user", "staff");

    /** Every route without an authorizer, and why it may go without. */
    static final Map<String, String> PUBLIC = Map.ofEntries(
            entry("Api GET /v1/challenge", "who must work for a code has no token yet"),
            entry("Api POST /v1/verifications", ENTERING),
            entry("Api GET /v1/verifications/{id}", ENTERING),
            entry("Api POST /v1/verifications/{id}/sends", ENTERING),
            entry("Api POST /v1/verifications/{id}/attempts", ENTERING),
            entry("Api POST /v1/accounts", ENTERING),
            entry("Api POST /v1/accounts/freeze", HELPLESS),
            entry("Api POST /v1/accounts/unfreeze", HELPLESS),
            entry("Api POST /v1/accounts/undo-removal", HELPLESS),
            entry("Api POST /v1/sessions", ENTERING),
            entry("Api POST /v1/sessions/refresh", "the access token may have run out; the refresh token speaks"),
            entry("Api GET /v1/policies/current", PUBLISHED),
            entry("Api GET /v1/policies/{version}", PUBLISHED),
            entry("Api GET /v1/disclosures/text", PUBLISHED),
            entry("Api GET /v1/jobs", BROWSING),
            entry("Api POST /v1/job-searches/nearby", BROWSING),
            entry("Api GET /v1/jobs/{id}", BROWSING),
            entry("Api GET /v1/codes", CODES),
            entry("Api GET /v1/codes/{table}", CODES),
            entry("IssuerApi GET /.well-known/openid-configuration", ISSUER),
            entry("IssuerApi GET /.well-known/jwks.json", ISSUER));

    private RouteRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.that(
                                "every route has the authorizer or stands in the list of public routes",
                                "CKV_AWS_59, ASVS v5.0.0-8.3.1",
                                RouteRules::wronglyOpen)
                        .brokenBy("opening a route", edit -> edit.event("RegistrationFunction", "WhoAmI")
                                .set("Auth", Edit.json("{'Authorizer': 'NONE'}")))
                        .brokenBy("opening all", edit -> edit.at("/Resources/Api/Properties/Auth")
                                .remove("DefaultAuthorizer"))
                        .brokenBy("closing one that is listed", edit -> edit.event("RegistrationFunction", "SignIn")
                                .remove("Auth"))
                        .brokenBy("listing one that is gone", edit -> edit.at(
                                        "/Resources/RegistrationFunction/Properties/Events")
                                .remove("Refresh")),
                // a token can't be told from another kind of JWT but by its scopes (API Gateway, JWT authorizers)
                Rule.that(
                                "every route that is not public demands a scope",
                                "ASVS v5.0.0-9.2.2, v5.0.0-10.3.2",
                                template -> routes(template)
                                        .filter(route -> route.authorizer().isPresent()
                                                && route.scopes().isEmpty())
                                        .map(RouteRules::call))
                        .brokenBy("none by default", edit -> edit.at(
                                        "/Resources/Api/Properties/Auth/Authorizers/AccessToken")
                                .remove("AuthorizationScopes"))
                        .brokenBy("none for a route", edit -> edit.event("RegistrationFunction", "SignOut")
                                .set("Auth", Edit.json("{'AuthorizationScopes': []}"))),
                Rule.that(
                                "every scope that a route demands is user or staff",
                                "own; design: tokens carry no other",
                                template -> routes(template)
                                        .filter(route -> !SCOPES.containsAll(route.scopes()))
                                        .map(RouteRules::call))
                        .brokenBy("a scope that no token carries", edit -> edit.event("RegistrationFunction", "SignOut")
                                .set("Auth", Edit.json("{'AuthorizationScopes': ['owner']}"))),
                Rule.that(
                                "an authorizer names an issuer of this template and one audience",
                                "ASVS v5.0.0-9.2.3, v5.0.0-9.2.4",
                                template -> template.stack().apis().stream()
                                        .filter(api -> !api.authorizers().values().stream()
                                                .allMatch(authorizer -> issuer(template, authorizer)
                                                                .findAny()
                                                                .isPresent()
                                                        && authorizer.audience().size() == 1))
                                        .map(HttpApi::logicalId))
                        .brokenBy("two audiences", edit -> edit.at(
                                        "/Resources/Api/Properties/Auth/Authorizers/AccessToken/JwtConfiguration")
                                .set("audience", Edit.json("[{'Ref': 'WebDomain'}, 'touzhi-api']")))
                        .brokenBy("a foreign issuer", edit -> edit.at(
                                        "/Resources/Api/Properties/Auth/Authorizers/AccessToken/JwtConfiguration")
                                .put("issuer", "https://issuer.example"))
                        .whichAlsoBreaks("tokens are made for the authorizer that checks them"),
                Rule.that(
                                "tokens are made for the authorizer that checks them",
                                "ASVS v5.0.0-9.2.3, v5.0.0-10.3.1",
                                RouteRules::strangeMakers)
                        .brokenBy("another issuer", edit -> edit.environment("RegistrationFunction")
                                .set("ISSUER", Edit.json("{'Fn::Sub': 'https://${Api}.execute-api.${AWS::Region}'}")))
                        .brokenBy("another audience", edit -> edit.environment("RegistrationFunction")
                                .put("AUDIENCE", "others")),
                // the authorizer reads the issuer's documents when it is made
                Rule.that(
                                "the issuer answers before the authorizer is made",
                                "own; API Gateway, JWT authorizers",
                                RouteRules::tooEarly)
                        .brokenBy("waiting for nothing", edit -> edit.resource("Api")
                                .remove("DependsOn"))
                        .brokenBy("waiting for the API alone", edit -> edit.resource("Api")
                                .put("DependsOn", "IssuerApi"))
                        .brokenBy(
                                "forgetting a permission",
                                edit -> edit.resource("Api")
                                        .set(
                                                "DependsOn",
                                                Edit.json(
                                                        "['IssuerApiApiGatewayDefaultStage', 'IssuerFunctionKeysPermission']"))));
    }

    static Stream<HttpRoute> routes(Template template) {
        return template.functions()
                .flatMap(function -> function.events().stream())
                .filter(HttpRoute.class::isInstance)
                .map(HttpRoute.class::cast);
    }

    private static Stream<String> wronglyOpen(Template template) {
        Stream<String> wrong = routes(template)
                .filter(route -> route.authorizer().isPresent() == PUBLIC.containsKey(call(route)))
                .map(RouteRules::call);
        Set<String> there = routes(template).map(RouteRules::call).collect(Collectors.toSet());
        return Stream.concat(wrong, PUBLIC.keySet().stream().filter(call -> !there.contains(call)));
    }

    private static String call(HttpRoute route) {
        return route.api() + " " + route.method() + " " + route.path();
    }

    private static Stream<HttpApi> issuer(Template template, HttpApi.Authorizer authorizer) {
        return template.stack().apis().stream()
                .filter(api -> authorizer.issuer().equals(Names.apiEndpoint(api.logicalId())));
    }

    private static Stream<String> strangeMakers(Template template) {
        List<HttpApi.Authorizer> authorizers = template.stack().apis().stream()
                .flatMap(api -> api.authorizers().values().stream())
                .toList();
        return template.functions()
                .filter(function -> function.environment().containsKey("ISSUER"))
                .filter(function -> authorizers.stream()
                        .noneMatch(authorizer -> authorizer
                                        .issuer()
                                        .equals(function.environment().get("ISSUER"))
                                && authorizer
                                        .audience()
                                        .contains(function.environment().getOrDefault("AUDIENCE", ""))))
                .map(LambdaFunction::logicalId);
    }

    private static Stream<String> tooEarly(Template template) {
        return template.stack().apis().stream().flatMap(api -> {
            List<String> before = Tree.texts(template.stack()
                    .resources()
                    .get(api.logicalId())
                    .attributes()
                    .path("DependsOn"));
            return api.authorizers().values().stream()
                    .flatMap(authorizer -> issuer(template, authorizer))
                    .flatMap(issuer -> whatMakesItAnswer(template, issuer.logicalId()))
                    .filter(needed -> !before.contains(needed))
                    .map(needed -> api.logicalId() + " does not wait for " + needed);
        });
    }

    /** What SAM makes of an API last: its stage and the permissions to call the functions behind it. */
    private static Stream<String> whatMakesItAnswer(Template template, String api) {
        Stream<String> permissions = template.functions().flatMap(function -> function.events().stream()
                .filter(event -> event instanceof HttpRoute route && route.api().equals(api))
                .map(event -> function.logicalId() + event.name() + "Permission"));
        return Stream.concat(Stream.of(api + "ApiGatewayDefaultStage"), permissions);
    }
}
