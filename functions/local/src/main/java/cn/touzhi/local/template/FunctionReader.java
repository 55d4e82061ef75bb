package cn.touzhi.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns {@code AWS::Serverless::Function} into {@link LambdaFunction}. */
final class FunctionReader {
    private final Path folder;
    private final Map<String, Resource> resources;

    FunctionReader(Path folder, Map<String, Resource> resources) {
        this.folder = folder;
        this.resources = resources;
    }

    LambdaFunction read(Resource resource) {
        Properties properties = Properties.of(resource);
        Map<String, String> environment = new TreeMap<>();
        Properties variables = properties.at("Environment").at("Variables");
        variables.node().fieldNames().forEachRemaining(name -> environment.put(name, variables.text(name)));
        return new LambdaFunction(
                resource.logicalId(),
                folder.resolve(properties.text("CodeUri")).normalize(),
                properties.text("Handler"),
                properties.text("Runtime"),
                environment,
                properties.number("MemorySize", 128),
                properties.seconds("Timeout", 3),
                properties.reference("Role", "AWS::IAM::Role", resources),
                properties
                        .at("SnapStart")
                        .optionalText("ApplyOn")
                        .orElse("None")
                        .equals("PublishedVersions"),
                properties.at("LoggingConfig").optionalText("LogGroup").map(Names::logicalId),
                properties.optionalNumber("ReservedConcurrentExecutions"),
                events(properties.at("Events")));
    }

    private List<EventSource> events(Properties events) {
        List<EventSource> sources = new ArrayList<>();
        events.node().fieldNames().forEachRemaining(name -> {
            Properties event = events.at(name);
            Properties properties = event.at("Properties");
            sources.add(
                    switch (event.text("Type")) {
                        case "HttpApi" -> route(name, properties);
                        case "SQS" -> fromQueue(name, properties);
                        case "DynamoDB" -> fromStream(name, properties);
                        case "Schedule" -> schedule(name, properties, "Schedule");
                        case "ScheduleV2" -> schedule(name, properties, "ScheduleExpression");
                        default ->
                            throw new TemplateException("%s is of type %s, which the local cloud has not."
                                    .formatted(event.where(), event.text("Type")));
                    });
        });
        return List.copyOf(sources);
    }

    private EventSource route(String name, Properties properties) {
        Properties auth = properties.at("Auth");
        HttpApi api =
                ApiReader.read(resources.get(properties.reference("ApiId", "AWS::Serverless::HttpApi", resources)));
        String method = properties.text("Method").toUpperCase(Locale.ROOT);
        String path = properties.text("Path");
        var authorizer =
                auth.optionalText("Authorizer").or(api::defaultAuthorizer).filter(named -> !named.equals("NONE"));
        authorizer.filter(named -> !api.authorizers().containsKey(named)).ifPresent(unknown -> {
            throw new TemplateException("%s.Auth.Authorizer is %s, which %s does not declare."
                    .formatted(properties.where(), unknown, api.logicalId()));
        });
        List<String> scopes = auth.has("AuthorizationScopes")
                ? auth.texts("AuthorizationScopes")
                : authorizer.map(named -> api.authorizers().get(named).scopes()).orElse(List.of());
        var throttle = ApiReader.throttle(properties.at("RouteSettings"))
                .or(() -> ApiReader.throttle(new Properties(
                        api.logicalId(), api.properties().path("RouteSettings").path(method + " " + path))));
        return new EventSource.HttpRoute(name, api.logicalId(), method, path, authorizer, scopes, throttle);
    }

    private EventSource fromQueue(String name, Properties properties) {
        return new EventSource.FromQueue(
                name,
                properties.reference("Queue", "AWS::SQS::Queue", resources),
                properties.number("BatchSize", 10),
                properties.seconds("MaximumBatchingWindowInSeconds", 0),
                partialFailures(properties),
                properties.at("ScalingConfig").optionalNumber("MaximumConcurrency"));
    }

    private EventSource fromStream(String name, Properties properties) {
        int age = properties.number("MaximumRecordAgeInSeconds", -1);
        Properties onFailure = properties.at("DestinationConfig").at("OnFailure");
        String table = properties.reference("Stream", "AWS::DynamoDB::Table", resources);
        if (!resources.get(table).properties().has("StreamSpecification")) {
            throw new TemplateException("%s.Stream is the stream of %s, which has no StreamSpecification."
                    .formatted(properties.where(), table));
        }
        return new EventSource.FromStream(
                name,
                table,
                properties.number("BatchSize", 100),
                properties.seconds("MaximumBatchingWindowInSeconds", 0),
                partialFailures(properties),
                properties.flag("BisectBatchOnFunctionError"),
                properties.number("MaximumRetryAttempts", -1),
                age < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(age)),
                onFailure.has("Destination")
                        ? Optional.of(onFailure.reference("Destination", "AWS::SQS::Queue", resources))
                        : Optional.empty(),
                properties.text("StartingPosition"));
    }

    private static EventSource schedule(String name, Properties properties, String expression) {
        return new EventSource.OnSchedule(name, properties.text(expression), properties.optionalText("Input"));
    }

    private static boolean partialFailures(Properties properties) {
        return properties.texts("FunctionResponseTypes").contains("ReportBatchItemFailures");
    }
}
