package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What {@code Ref} and {@code Fn::GetAtt} give for a resource of each type, from AWS's "Return values" sections. */
final class Attributes {
    private static final Map<String, UnaryOperator<String>> REF = Map.ofEntries(
            Map.entry("AWS::SQS::Queue", Names::queueUrl),
            Map.entry("AWS::SNS::Topic", Names::topic),
            Map.entry("AWS::SNS::Subscription", id -> Names.arn("sns", id)),
            Map.entry("AWS::SecretsManager::Secret", Names::secret),
            Map.entry("AWS::S3::Bucket", Names::bucketName),
            Map.entry("AWS::Lambda::Alias", Names::function));

    private static final Map<String, Map<String, UnaryOperator<String>>> GET_ATT = Map.ofEntries(
            Map.entry("AWS::DynamoDB::Table", Map.of("Arn", Names::table, "StreamArn", Names::stream)),
            Map.entry(
                    "AWS::SQS::Queue", Map.of("Arn", Names::queue, "QueueName", id -> id, "QueueUrl", Names::queueUrl)),
            Map.entry("AWS::SNS::Topic", Map.of("TopicArn", Names::topic, "TopicName", id -> id)),
            Map.entry("AWS::SNS::Subscription", Map.of("Arn", id -> Names.arn("sns", id))),
            Map.entry("AWS::KMS::Key", Map.of("Arn", Names::key, "KeyId", id -> id)),
            Map.entry("AWS::SecretsManager::Secret", Map.of("Id", Names::secret)),
            Map.entry(
                    "AWS::S3::Bucket",
                    Map.of(
                            "Arn",
                            id -> Names.bucket(Names.bucketName(id)),
                            "DomainName",
                            id -> Names.bucketName(id) + ".s3." + Names.URL_SUFFIX,
                            "RegionalDomainName",
                            id -> Names.bucketName(id) + ".s3." + Names.REGION + "." + Names.URL_SUFFIX)),
            Map.entry("AWS::IAM::Role", Map.of("Arn", Names::role, "RoleId", id -> id)),
            Map.entry("AWS::Serverless::Function", Map.of("Arn", Names::function)),
            Map.entry("AWS::Lambda::Function", Map.of("Arn", Names::function)),
            Map.entry("AWS::Logs::LogGroup", Map.of("Arn", Names::logGroup)),
            Map.entry("AWS::CloudWatch::Alarm", Map.of("Arn", Names::alarm)),
            Map.entry("AWS::Serverless::HttpApi", Map.of("ApiEndpoint", Names::apiEndpoint, "ApiId", id -> id)),
            Map.entry("AWS::ApiGatewayV2::Api", Map.of("ApiEndpoint", Names::apiEndpoint, "ApiId", id -> id)));

    private Attributes() {}

    static String ref(String logicalId, JsonNode resource) {
        String type = resource.path("Type").asText();
        return REF.getOrDefault(type, id -> id).apply(logicalId);
    }

    /** Empty where the type has no such attribute; of types that have no local life every attribute is an ARN. */
    static Optional<String> of(String logicalId, String attribute, JsonNode resource) {
        String type = resource.path("Type").asText();
        Map<String, UnaryOperator<String>> known = GET_ATT.get(type);
        if (known == null) {
            String service = type.contains("::") ? type.split("::")[1].toLowerCase(Locale.ROOT) : type;
            return Optional.of(Names.arn(service, logicalId));
        }
        return Optional.ofNullable(known.get(attribute)).map(value -> value.apply(logicalId));
    }
}
