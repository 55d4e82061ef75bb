package cn.touzhi.local.rules;

import cn.touzhi.local.template.EventSource.HttpRoute;
import cn.touzhi.local.template.HttpApi;
import cn.touzhi.local.template.Resource;
import cn.touzhi.local.template.Throttle;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** HTTP APIs as a whole: fail loudly, bound their load, speak TLS 1.2, let only our own pages in. */
final class ApiRules {
    private static final String API = "AWS::Serverless::HttpApi";
    private static final String DOMAIN = "AWS::ApiGatewayV2::DomainName";
    private static final String CORS = "/DefinitionBody/x-amazon-apigateway-cors";
    /** The authorizer reads it at its own address, which is all the stack knows before a domain is bound. */
    private static final String ISSUER = "IssuerApi";
    /** Each request to them costs a message or is a guess; a challenge touches no table and costs us no more than any. */
    private static final Set<String> ABOUT_CODES = Set.of(
            "POST /v1/verifications", "POST /v1/verifications/{id}/sends", "POST /v1/verifications/{id}/attempts");

    private ApiRules() {}

    static List<Rule> all() {
        return List.of(
                // without it a deployment "succeeds" although the authorizer is missing
                Rule.every(
                                API,
                                "every API fails to deploy where something is wrong",
                                "own; aws/serverless-application-model issue 1727",
                                api -> api.properties().path("FailOnWarnings").asBoolean())
                        .brokenBy(
                                "warnings alone", edit -> edit.properties("Api").put("FailOnWarnings", false)),
                Rule.that(
                                "every API bounds its load",
                                "own, in place of cfn_nag ApiGatewayV2ApiUsagePlanRule; ASVS v5.0.0-2.4.1",
                                template -> template.stack().apis().stream()
                                        .filter(api -> api.defaultThrottle().isEmpty())
                                        .map(HttpApi::logicalId))
                        .brokenBy(
                                "no bound", edit -> edit.properties("IssuerApi").remove("DefaultRouteSettings")),
                Rule.that(
                                "the routes that send and check codes have bounds of their own, below the API's",
                                "own; ASVS v5.0.0-6.6.3",
                                template -> template.functions()
                                        .flatMap(function -> function.events().stream())
                                        .filter(HttpRoute.class::isInstance)
                                        .map(HttpRoute.class::cast)
                                        .filter(route -> ABOUT_CODES.contains(route.method() + " " + route.path()))
                                        .filter(route -> !below(template, route))
                                        .map(HttpRoute::name))
                        .brokenBy("no bound", edit -> edit.event("RegistrationFunction", "AskForAnotherCode")
                                .remove("RouteSettings"))
                        .brokenBy("guesses without a bound", edit -> edit.event("RegistrationFunction", "TryCode")
                                .remove("RouteSettings"))
                        .brokenBy("the API's bound", edit -> edit.event("RegistrationFunction", "AskForCode")
                                .set(
                                        "RouteSettings",
                                        Edit.json("{'ThrottlingBurstLimit': 200, 'ThrottlingRateLimit': 100}"))),
                Rule.every(
                                API,
                                "an API with a domain does not answer at AWS's address, but for the issuer",
                                "own; ASVS v5.0.0-12.1.1",
                                api -> api.logicalId().equals(ISSUER)
                                        || api.properties()
                                                .path("DisableExecuteApiEndpoint")
                                                .asBoolean())
                        .brokenBy("both addresses", edit -> edit.properties("Api")
                                .put("DisableExecuteApiEndpoint", false)),
                // SAM writes the switch into a server without URL, which the import warns of
                Rule.every(
                                API,
                                "an API that may close AWS's address names a server with its URL",
                                "aws/serverless-application-model issue 2424",
                                api -> !api.properties().has("DisableExecuteApiEndpoint")
                                        || servers(api).findAny().isPresent()
                                                && servers(api).allMatch(server -> server.path("url")
                                                        .asText()
                                                        .startsWith("https://")))
                        .brokenBy("no server", edit -> edit.at("/Resources/Api/Properties/DefinitionBody")
                                .remove("servers"))
                        .brokenBy("no URL", edit -> edit.at("/Resources/Api/Properties/DefinitionBody/servers/0")
                                .remove("url")),
                // in an API's own document a route would escape what the rules say of routes
                Rule.every(
                                API,
                                "an API's routes stand at their functions alone",
                                "own; CKV_AWS_59",
                                api -> api.properties()
                                        .at("/DefinitionBody/paths")
                                        .isEmpty())
                        .brokenBy("a route of the API's own", edit -> edit.at(
                                        "/Resources/Api/Properties/DefinitionBody/paths")
                                .set("/v1/open", Edit.json("{'get': {'responses': {}}}"))),
                Rule.every(
                                DOMAIN,
                                "every domain speaks TLS 1.2 at least",
                                "CKV_AWS_206, ASVS v5.0.0-12.1.1",
                                domain -> Tree.elements(domain.properties().path("DomainNameConfigurations"))
                                        .allMatch(configuration -> configuration
                                                .path("SecurityPolicy")
                                                .asText()
                                                .equals("TLS_1_2")))
                        .brokenBy("TLS 1.0", edit -> edit.at(
                                        "/Resources/ApiDomainName/Properties/DomainNameConfigurations/0")
                                .put("SecurityPolicy", "TLS_1_0")),
                Rule.that(
                                "pages of other origins are let in by a parameter, one by one and over TLS",
                                "ASVS v5.0.0-3.4.2",
                                template -> template.all(API)
                                        .filter(api -> !origins(template, api).isMissingNode())
                                        .filter(api -> !originsChosen(template, api))
                                        .map(Resource::logicalId))
                        .brokenBy("everybody", edit -> edit.at("/Resources/Api/Properties" + CORS)
                                .set("allowOrigins", Edit.json("['*']")))
                        .brokenBy("a parameter that takes everybody", edit -> edit.parameter("WebOrigins")
                                .remove("AllowedPattern")));
    }

    private static Stream<JsonNode> servers(Resource api) {
        return Tree.elements(api.properties().at("/DefinitionBody/servers"));
    }

    private static boolean below(Template template, HttpRoute route) {
        Throttle all = template.stack().apis().stream()
                .filter(api -> api.logicalId().equals(route.api()))
                .flatMap(api -> api.defaultThrottle().stream())
                .findFirst()
                .orElse(new Throttle(0, 0));
        return route.throttle()
                .filter(own -> own.burst() < all.burst() && own.rate() < all.rate())
                .isPresent();
    }

    private static JsonNode origins(Template template, Resource api) {
        return template.source().at("/Resources/" + api.logicalId() + "/Properties" + CORS + "/allowOrigins");
    }

    private static boolean originsChosen(Template template, Resource api) {
        List<JsonNode> parameters = origins(template, api).findValues("Ref");
        return !parameters.isEmpty()
                && parameters.stream()
                        .map(parameter -> template.source()
                                .at("/Parameters/" + parameter.asText() + "/AllowedPattern")
                                .asText(".*"))
                        .noneMatch(pattern -> Stream.of("*", "https://*", "null", "http://www.touzhi.cn")
                                .anyMatch(origin -> origin.matches(pattern)));
    }
}
