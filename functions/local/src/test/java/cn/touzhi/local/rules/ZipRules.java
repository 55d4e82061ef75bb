package cn.touzhi.local.rules;

import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.template.Resource;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the template says about functions against what lies in their zips. */
final class ZipRules {
    private static final List<String> HANDLERS = List.of(
            "com.amazonaws.services.lambda.runtime.RequestHandler",
            "com.amazonaws.services.lambda.runtime.RequestStreamHandler");
    private static final Pattern JAR = Pattern.compile("lib/[^/]+\\.jar");
    private static final Pattern FOR_TESTS =
            Pattern.compile("lib/(junit|assertj|mockito|archunit|DynamoDBLocal|.*-tests?[-.]).*");

    private final Zips zips;

    private ZipRules(Zips zips) {
        this.zips = zips;
    }

    static List<Rule> all(Zips zips) {
        ZipRules rules = new ZipRules(zips);
        return List.of(
                Rule.that(
                                "every handler is in its function's zip",
                                "own; cfn-lint E2531",
                                template -> template.functions()
                                        .filter(function ->
                                                rules.handler(function).isEmpty())
                                        .map(LambdaFunction::logicalId))
                        .brokenBy("a class that is not there", edit -> edit.properties("RelayFunction")
                                .put("Handler", "cn.touzhi.relay.Relay"))
                        .brokenBy("a class that handles nothing", edit -> edit.properties("RelayFunction")
                                .put("Handler", "cn.touzhi.kernel.Environment"))
                        .brokenBy("another function's zip", edit -> edit.properties("IssuerFunction")
                                .put("CodeUri", "functions/relay/target/relay.zip")),
                Rule.that(
                                "a function is told what it reads, and nothing else",
                                "own; ASVS v5.0.0-13.1.1",
                                template -> template.functions().flatMap(rules::misunderstandings))
                        .brokenBy("forgetting a variable", edit -> edit.environment("SendingFunction")
                                .remove("ANDROID_APP_HASH"))
                        .brokenBy("a variable that nobody reads", edit -> edit.environment("IssuerFunction")
                                .put("AUDIENCE", "touzhi-api"))
                        .brokenBy("a value that can't be read", edit -> edit.environment("RelayFunction")
                                .put("TABLES", "registration")),
                // or the gateway's answer would come before the function's own
                Rule.that(
                                "every function waits longer than all tries of one call to AWS",
                                "ASVS v5.0.0-13.1.3; F4",
                                template -> template.functions()
                                        .filter(function ->
                                                function.timeout().compareTo(rules.longestCall(function)) <= 0)
                                        .map(LambdaFunction::logicalId))
                        .brokenBy("a shorter time-out", edit -> edit.properties("SendingFunction")
                                .put("Timeout", 5)),
                Rule.that(
                                "an alarm of ours listens to something that its function counts",
                                "own; the constants of the classes",
                                rules::deaf)
                        .brokenBy("another spelling", edit -> edit.properties("RelayEventRefused")
                                .put("MetricName", "EventsRefused"))
                        .brokenBy("another function", edit -> edit.properties("SenderNotPermitted")
                                .set("Dimensions", Edit.json("[{'Name': 'function', 'Value': 'relay'}]"))),
                Rule.that(
                                "every table forgets items by the attribute that its class writes",
                                "own; F19, the constants of the classes",
                                template -> template.all("AWS::DynamoDB::Table")
                                        .filter(table -> !rules.endings(template, table)
                                                .equals(Set.of(table.properties()
                                                        .at("/TimeToLiveSpecification/AttributeName")
                                                        .asText())))
                                        .map(Resource::logicalId))
                        .brokenBy("another attribute", edit -> edit.at(
                                        "/Resources/RegistrationTable/Properties/TimeToLiveSpecification")
                                .put("AttributeName", "ttl"))
                        .brokenBy("another attribute for subjects' keys", edit -> edit.at(
                                        "/Resources/SubjectKeysTable/Properties/TimeToLiveSpecification")
                                .put("AttributeName", "createdAt"))
                        .brokenBy("a table without a class", edit -> edit.add("NotificationsTable", """
                                {'Type': 'AWS::DynamoDB::Table',
                                 'Properties': {'AttributeDefinitions': [{'AttributeName': 'pk', 'AttributeType': 'S'}],
                                                'KeySchema': [{'AttributeName': 'pk', 'KeyType': 'HASH'}],
                                                'TimeToLiveSpecification': {'AttributeName': 'expiresAt'}}}
                                """)),
                Rule.that(
                                "a zip holds jars, and none that is for tests",
                                "ASVS v5.0.0-13.4.1, v5.0.0-15.2.3",
                                template -> template.functions().flatMap(function -> zips.entries(function).stream()
                                        .filter(entry -> !JAR.matcher(entry).matches()
                                                || FOR_TESTS.matcher(entry).matches())
                                        .map(entry -> function.logicalId() + ": " + entry)))
                        .brokenBy("a test library", edit -> rules.pack(edit, "lib/junit-jupiter-api-6.jar"))
                        .brokenBy("the repository", edit -> rules.pack(edit, ".git/config")));
    }

    private void pack(Edit edit, String entry) {
        var relay = edit.properties("RelayFunction");
        relay.put(
                "CodeUri",
                zips.with(
                                entry,
                                Template.ofProject()
                                        .folder()
                                        .resolve(relay.path("CodeUri").asText()))
                        .toString());
    }

    private Optional<Class<?>> handler(LambdaFunction function) {
        try {
            Class<?> handler = zips.load(className(function), function);
            for (String contract : HANDLERS) {
                if (zips.load(contract, function).isAssignableFrom(handler)) {
                    return Optional.of(handler);
                }
            }
            return Optional.empty();
        } catch (ClassNotFoundException missing) {
            return Optional.empty();
        }
    }

    private static String className(LambdaFunction function) {
        return function.handler().split("::", 2)[0];
    }

    /** Variables that are read and not set, or set and not read, where there is a handler to read them. */
    private Stream<String> misunderstandings(LambdaFunction function) {
        if (handler(function).isEmpty()) {
            return Stream.empty();
        }
        Set<String> read = new TreeSet<>();
        Optional<String> failure = readSettings(function, name -> {
            read.add(name);
            return function.environment().getOrDefault(name, "1");
        });
        Stream<String> unset = read.stream()
                .filter(name -> !function.environment().containsKey(name))
                .map(name -> " reads " + name + ", which is not set");
        Stream<String> unread = function.environment().keySet().stream()
                .filter(name -> !read.contains(name))
                .map(name -> " is told " + name + ", which it does not read");
        return Stream.of(failure.stream(), unset, unread)
                .flatMap(findings -> findings)
                .map(finding -> function.logicalId() + finding);
    }

    /** Calls {@code XSettings.from(Environment)} beside the handler {@code XHandler}: all that reads variables. */
    private Optional<String> readSettings(LambdaFunction function, UnaryOperator<String> variables) {
        try {
            Class<?> environment = zips.load("cn.touzhi.kernel.Environment", function);
            Constructor<?> constructor = environment.getConstructor(UnaryOperator.class);
            Method from = zips.load(className(function).replaceFirst("Handler$", "Settings"), function)
                    .getDeclaredMethod("from", environment);
            from.setAccessible(true);
            from.invoke(null, constructor.newInstance(variables));
            return Optional.empty();
        } catch (InvocationTargetException refused) {
            return Optional.of(" refuses its variables: " + refused.getCause().getMessage());
        } catch (ReflectiveOperationException missing) {
            return Optional.of(" has no settings beside its handler: " + missing.getMessage());
        }
    }

    private Stream<String> deaf(Template template) {
        return template.all("AWS::CloudWatch::Alarm")
                .filter(alarm -> alarm.properties().path("Namespace").asText().equals("Touzhi"))
                .filter(alarm -> template.functions()
                        .noneMatch(function -> zips.mention(
                                function,
                                alarm.properties().path("MetricName").asText(),
                                alarm.properties().at("/Dimensions/0/Value").asText())))
                .map(Resource::logicalId);
    }

    /** Which attribute ends an item, as says the class with the schema, called like the table in every zip that has it. */
    private Set<String> endings(Template template, Resource table) {
        return template.functions()
                .flatMap(function -> zips.ownClass(function, table.logicalId()).stream())
                .map(ZipRules::ending)
                .collect(Collectors.toSet());
    }

    private static String ending(Class<?> schema) {
        try {
            Field attribute = schema.getDeclaredField("EXPIRES_AT");
            attribute.setAccessible(true);
            return (String) attribute.get(null);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(schema.getName() + " does not say when its items end", missing);
        }
    }

    private Duration longestCall(LambdaFunction function) {
        try {
            return (Duration) zips.load("cn.touzhi.kernel.aws.AwsCalls", function)
                    .getField("CALL")
                    .get(null);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(function.logicalId() + " calls AWS in a way of its own", missing);
        }
    }
}
