package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * A template as CloudFormation and the SAM transform would see it: parameters bound, conditions decided, Globals merged,
 * functions resolved, and what has a local life in types of its own.
 *
 * <p>The names of things are those of {@link Names}.
 */
public final class Stack {
    private final JsonNode source;
    private final Map<String, String> parameters;
    private final Map<String, Resource> resources;
    private final Path folder;

    private Stack(JsonNode source, Map<String, String> parameters, Map<String, Resource> resources, Path folder) {
        this.source = source;
        this.parameters = parameters;
        this.resources = resources;
        this.folder = folder;
    }

    /**
     * @param parameters in place of the template's defaults
     * @throws TemplateException what is wrong with it, in one sentence
     */
    public static Stack read(Path template, Map<String, String> parameters) throws TemplateException {
        return of(YamlTree.read(template), template.toAbsolutePath().normalize().getParent(), parameters);
    }

    /**
     * The same from a tree in the form that {@link #source()} gives.
     *
     * @param folder what the template's paths start from
     * @throws TemplateException what is wrong with it, in one sentence
     */
    public static Stack of(JsonNode source, Path folder, Map<String, String> parameters) throws TemplateException {
        Map<String, String> bound = Parameters.bind(source.path("Parameters"), parameters);
        Scope scope = new Scope(source, bound);
        References.each(withoutMetadata(source), "", (where, name) -> {
            if (!scope.knows(name)) {
                throw new TemplateException(
                        "%s refers to %s, which the template does not declare.".formatted(shortPath(where), name));
            }
        });
        Resolver resolver = new Resolver(scope);
        RuleAssertions.check(source.path("Rules"), resolver.conditions());
        Stack stack = new Stack(source, bound, resolve(source, scope, resolver), folder);
        stack.checkAll();
        return stack;
    }

    private static JsonNode withoutMetadata(JsonNode source) {
        return ((ObjectNode) source.deepCopy()).without(List.of("Metadata", "Rules"));
    }

    /** {@code Resources.SendingQueue.Properties.X} is {@code SendingQueue.X} to whoever reads a message. */
    private static String shortPath(String where) {
        return where.substring(1).replaceFirst("^Resources\\.", "").replaceFirst("\\.Properties\\.", ".");
    }

    private static Map<String, Resource> resolve(JsonNode source, Scope scope, Resolver resolver) {
        Globals globals = new Globals(source.path("Globals"));
        Map<String, Resource> resources = new LinkedHashMap<>();
        scope.resources().properties().forEach(entry -> {
            String logicalId = entry.getKey();
            JsonNode declared = entry.getValue();
            if (!declared.path("Type").isTextual()) {
                throw new TemplateException("%s has no Type.".formatted(logicalId));
            }
            if (declared.has("Condition")
                    && !resolver.conditions().holds(declared.get("Condition").asText(), logicalId)) {
                return;
            }
            checkDependencies(logicalId, declared.path("DependsOn"), scope);
            String type = declared.get("Type").asText();
            JsonNode properties = globals.applyTo(type, declared.path("Properties"));
            resources.put(
                    logicalId,
                    new Resource(
                            logicalId,
                            type,
                            properties.isMissingNode()
                                    ? JsonNodeFactory.instance.objectNode()
                                    : resolver.resolve(properties, logicalId),
                            ((ObjectNode) declared.deepCopy()).without(List.of("Type", "Properties"))));
        });
        return Collections.unmodifiableMap(resources);
    }

    private static void checkDependencies(String logicalId, JsonNode dependsOn, Scope scope) {
        List<JsonNode> names = dependsOn.isTextual()
                ? List.of(dependsOn)
                : StreamSupport.stream(dependsOn.spliterator(), false).toList();
        for (JsonNode name : names) {
            if (!scope.knowsResource(name.asText())) {
                throw new TemplateException("%s.DependsOn names %s, which the template does not declare."
                        .formatted(logicalId, name.asText()));
            }
        }
    }

    /** Reads everything once, so that a broken template is told at the start and not at the first use. */
    private void checkAll() {
        functions();
        tables();
        queues();
        subscriptions();
        apis();
        roles();
        keys();
        secrets();
        queuePolicies();
        buckets();
        bucketPolicies();
    }

    /** Every resource that is there, by logical id, in the template's order. */
    public Map<String, Resource> resources() {
        return resources;
    }

    /** The template as written, short tags in their long form ({@code {"Fn::Sub": …}}). */
    public JsonNode source() {
        return source;
    }

    /** Every parameter's value as text. */
    public Map<String, String> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    public List<LambdaFunction> functions() {
        return all("AWS::Serverless::Function", new FunctionReader(folder, resources)::read);
    }

    public List<Table> tables() {
        return all("AWS::DynamoDB::Table", new StoreReader(resources)::table);
    }

    public List<Queue> queues() {
        return all("AWS::SQS::Queue", new StoreReader(resources)::queue);
    }

    public List<QueuePolicy> queuePolicies() {
        return all("AWS::SQS::QueuePolicy", new SecurityReader(resources)::queuePolicy);
    }

    public List<Bucket> buckets() {
        return all("AWS::S3::Bucket", new BucketReader(resources)::bucket);
    }

    public List<BucketPolicy> bucketPolicies() {
        return all("AWS::S3::BucketPolicy", new BucketReader(resources)::policy);
    }

    public List<Topic> topics() {
        return all("AWS::SNS::Topic", resource -> new Topic(resource.logicalId()));
    }

    public List<Subscription> subscriptions() {
        return all("AWS::SNS::Subscription", new StoreReader(resources)::subscription);
    }

    public List<HttpApi> apis() {
        return all("AWS::Serverless::HttpApi", ApiReader::read);
    }

    public List<Role> roles() {
        return all("AWS::IAM::Role", new SecurityReader(resources)::role);
    }

    public List<Key> keys() {
        return all("AWS::KMS::Key", new SecurityReader(resources)::key);
    }

    public List<Secret> secrets() {
        return all("AWS::SecretsManager::Secret", new SecurityReader(resources)::secret);
    }

    public List<LogGroup> logGroups() {
        return all(
                "AWS::Logs::LogGroup",
                resource -> new LogGroup(
                        resource.logicalId(), Properties.of(resource).optionalNumber("RetentionInDays")));
    }

    public List<Alarm> alarms() {
        return all("AWS::CloudWatch::Alarm", resource -> new Alarm(resource.logicalId(), resource.properties()));
    }

    private <T> List<T> all(String type, Function<Resource, T> reader) {
        return resources.values().stream()
                .filter(resource -> resource.type().equals(type))
                .map(reader)
                .toList();
    }
}
