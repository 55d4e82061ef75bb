package cn.touzhi.local.rules;

import cn.touzhi.local.template.Resource;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Tags: whoever looks at an account sees which installation a thing belongs to. */
final class TagRules {
    private static final String TAG = "touzhi:stage";

    /** What AWS has no tags for; every other type must bear them. */
    private static final Set<String> WITHOUT_TAGS = Set.of(
            "AWS::ApiGatewayV2::ApiMapping",
            "AWS::CloudWatch::Dashboard",
            "AWS::IAM::ManagedPolicy",
            "AWS::IAM::Policy",
            "AWS::Lambda::Permission",
            "AWS::Lambda::Url",
            "AWS::S3::BucketPolicy",
            "AWS::SNS::Subscription",
            "AWS::SNS::TopicPolicy",
            "AWS::SQS::QueuePolicy");

    private TagRules() {}

    static List<Rule> all() {
        return List.of(Rule.that(
                        "whatever can be tagged tells its installation",
                        "own; the description of Stage promises it",
                        template -> template.stack().resources().values().stream()
                                .filter(resource -> !WITHOUT_TAGS.contains(resource.type()))
                                .filter(resource -> stages(resource)
                                        .noneMatch(template.stack().parameters().get("Stage")::equals))
                                .map(Resource::logicalId))
                .brokenBy("no tag", edit -> edit.properties("SendingQueue").remove("Tags"))
                .brokenBy("no function's tag", edit -> edit.at("/Globals/Function")
                        .remove("Tags"))
                .brokenBy("no API's tag", edit -> edit.properties("IssuerApi").remove("Tags"))
                .brokenBy("one installation for all", edit -> edit.at("/Resources/Pepper/Properties/Tags/0")
                        .put("Value", "production"))
                .brokenBy("a kind of thing not seen before", edit -> edit.add("Question", """
                        {'Type': 'AWS::CloudWatch::AnomalyDetector', 'Properties': {'Namespace': 'x', 'MetricName': 'y', 'Stat': 'Sum'}}
                        """)));
    }

    /** Under the one key, in whichever of AWS's two ways to write tags. */
    private static Stream<String> stages(Resource resource) {
        JsonNode tags = resource.properties().path("Tags");
        return tags.isArray()
                ? Tree.elements(tags)
                        .filter(tag -> tag.path("Key").asText().equals(TAG))
                        .map(tag -> tag.path("Value").asText())
                : Stream.of(tags.path(TAG).asText());
    }
}
