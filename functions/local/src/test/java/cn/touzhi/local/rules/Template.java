package cn.touzhi.local.rules;

import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.template.Resource;
import cn.touzhi.local.template.Stack;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The template as the rules look at it: as written, and as it would be deployed. */
final class Template {
    /** Makes every condition of the template hold, so that the rules see all there may be. */
    private static final Map<String, String> ALL_ON = Map.of(
            "Stage", "trial",
            "ApiDomain", "api.example.cn",
            "ApiCertificate", "arn:aws-cn:acm:cn-north-1:123456789012:certificate/example",
            "AlarmTopic", "arn:aws-cn:sns:cn-north-1:123456789012:Operators",
            "DeployerRole", "Deployer",
            "ReservedConcurrency", "10");

    private final JsonNode source;
    private final Path folder;
    private final Stack byDefault;
    private final Stack stack;
    private final List<LambdaFunction> functions;
    private final List<Statement> grants;

    private Template(JsonNode source, Path folder) {
        this.source = source;
        this.folder = folder;
        this.byDefault = Stack.of(source, folder, Map.of());
        this.stack = Stack.of(source, folder, ALL_ON);
        this.functions = stack.functions();
        this.grants = all("AWS::IAM::Role").flatMap(Statement::ofRole).toList();
    }

    /** The project's own. */
    static Template ofProject() {
        Path file = Path.of(System.getProperty("basedir", "."))
                .resolve("../../template.yaml")
                .toAbsolutePath()
                .normalize();
        return new Template(Stack.read(file, Map.of()).source(), file.getParent());
    }

    /** This one with a change, which must change something. */
    Template changed(Consumer<Edit> edit) {
        ObjectNode copy = source.deepCopy();
        edit.accept(new Edit(copy));
        if (copy.equals(source)) {
            throw new IllegalArgumentException("the edit changes nothing");
        }
        return new Template(copy, folder);
    }

    /** As written, short tags in their long form. */
    JsonNode source() {
        return source;
    }

    /** The project's root, where the template lies. */
    Path folder() {
        return folder;
    }

    /** As deployed with a domain, an alarm topic and reserved concurrency. */
    Stack stack() {
        return stack;
    }

    /** As deployed with nothing said. */
    Stack byDefault() {
        return byDefault;
    }

    Stream<Resource> all(String... types) {
        return stack.resources().values().stream()
                .filter(resource -> Stream.of(types).anyMatch(resource.type()::equals));
    }

    Stream<LambdaFunction> functions() {
        return functions.stream();
    }

    /** The statements of all roles' own policies. */
    Stream<Statement> grants() {
        return grants.stream();
    }
}
