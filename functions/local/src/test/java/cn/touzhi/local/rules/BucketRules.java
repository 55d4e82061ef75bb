package cn.touzhi.local.rules;

import cn.touzhi.local.template.Bucket;
import cn.touzhi.local.template.Resource;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Buckets: nobody reads them but by what a function signs, and what is in them is forgotten in time, every version of it. */
final class BucketRules {
    private static final String BUCKET = "AWS::S3::Bucket";
    private static final String ATTACHMENTS = "/Resources/AttachmentsBucket/Properties";
    private static final List<String> BLOCKS =
            List.of("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets");

    private BucketRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.every(
                                BUCKET,
                                "no bucket can be made public",
                                "CKV_AWS_53, 54, 55, 56; Guard s3_bucket_level_public_access_prohibited; ASVS v5.0.0-5.3.1",
                                bucket -> BLOCKS.stream().allMatch(block -> bucket.properties()
                                        .path("PublicAccessBlockConfiguration")
                                        .path(block)
                                        .asBoolean()))
                        .brokenBy("letting policies do so", edit -> edit.at(
                                        ATTACHMENTS + "/PublicAccessBlockConfiguration")
                                .put("BlockPublicPolicy", false)),
                Rule.every(
                                BUCKET,
                                "access lists count for nothing",
                                "CKV_AWS_20, 57; Guard s3_bucket_acl_prohibited",
                                bucket -> bucket.properties()
                                        .at("/OwnershipControls/Rules/0/ObjectOwnership")
                                        .asText()
                                        .equals("BucketOwnerEnforced"))
                        .brokenBy("leaving files to who wrote them", edit -> edit.at(
                                        ATTACHMENTS + "/OwnershipControls/Rules/0")
                                .put("ObjectOwnership", "ObjectWriter")),
                Rule.that(
                                "every bucket is encrypted under a key of the template's",
                                "CKV_AWS_19; Guard s3_default_encryption_kms",
                                template -> buckets(template.stack().buckets().stream(), bucket -> bucket.kmsKey()
                                        .isEmpty()))
                        .brokenBy("leaving the key to AWS", edit -> edit.at(
                                        ATTACHMENTS
                                                + "/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault")
                                .remove("KMSMasterKeyID")),
                // a deletion that leaves a version behind is none
                Rule.that(
                                "what took another's place in a bucket is gone a day later, and what was begun and not ended",
                                "own; erasure of every version; CKV_AWS_300",
                                template -> buckets(
                                        template.stack().buckets().stream(), bucket -> !forgetsVersions(bucket)))
                        .brokenBy(
                                "keeping old versions", edit -> edit.at(ATTACHMENTS + "/LifecycleConfiguration/Rules/1")
                                        .remove("NoncurrentVersionExpiration"))
                        .brokenBy("keeping unfinished uploads", edit -> edit.at(
                                        ATTACHMENTS + "/LifecycleConfiguration/Rules/2")
                                .remove("AbortIncompleteMultipartUpload")),
                Rule.that(
                                "what nobody has checked is gone a day later",
                                "own; clause 5.1.3",
                                template -> buckets(
                                        template.stack().buckets().stream(), bucket -> bucket.lifecycle().stream()
                                                .noneMatch(rule -> rule.prefix().equals("quarantine/")
                                                        && rule.expiration().orElse(0) == 1)))
                        .brokenBy("keeping it", edit -> edit.at(ATTACHMENTS + "/LifecycleConfiguration/Rules/0")
                                .remove("ExpirationInDays")),
                Rule.every(
                                BUCKET,
                                "no bucket is copied elsewhere, and none keeps what must be erased",
                                "own; policy 5.1.2; refuses Guard s3_bucket_replication_enabled and _default_lock_enabled",
                                bucket -> Stream.of(
                                                "ReplicationConfiguration",
                                                "ObjectLockConfiguration",
                                                "WebsiteConfiguration")
                                        .noneMatch(bucket.properties()::has))
                        .brokenBy("locking what is in it", edit -> edit.properties("AttachmentsBucket")
                                .set("ObjectLockConfiguration", Edit.json("{'ObjectLockEnabled': 'Enabled'}"))),
                Rule.that(
                                "every bucket refuses whoever comes without TLS",
                                "Guard s3_bucket_ssl_requests_only",
                                template -> template.all(BUCKET)
                                        .map(Resource::logicalId)
                                        .filter(bucket -> template.all("AWS::S3::BucketPolicy")
                                                .flatMap(policy -> Statement.of(
                                                        policy.logicalId(),
                                                        policy.properties().path("PolicyDocument")))
                                                .noneMatch(statement -> statement.refusesPlainText("s3:*")
                                                        && statement.resources().size() == 2)))
                        .brokenBy("leaving the files out", edit -> edit.statement("AttachmentsBucketPolicy", "TlsOnly")
                                .set("Resource", Edit.json("[{'Fn::GetAtt': ['AttachmentsBucket', 'Arn']}]"))),
                Rule.that(
                                "no bucket's policy lets anybody in",
                                "Guard s3_bucket_policy_no_wildcard_principal, _no_allow_plus_not_action",
                                template -> template.all("AWS::S3::BucketPolicy")
                                        .flatMap(policy -> Statement.of(
                                                policy.logicalId(),
                                                policy.properties().path("PolicyDocument")))
                                        .filter(Statement::allows)
                                        .map(Statement::where))
                        .brokenBy("the whole account", edit -> edit.statement("AttachmentsBucketPolicy", "TlsOnly")
                                .put("Effect", "Allow"))
                        .whichAlsoBreaks("every bucket refuses whoever comes without TLS"));
    }

    private static Stream<String> buckets(Stream<Bucket> all, Predicate<Bucket> wrong) {
        return all.filter(wrong).map(Bucket::logicalId);
    }

    private static boolean forgetsVersions(Bucket bucket) {
        return Stream.of("quarantine/", "clean/").allMatch(prefix -> bucket.lifecycle().stream()
                        .anyMatch(rule -> rule.prefix().equals(prefix)
                                && rule.noncurrentExpiration().orElse(0) == 1))
                && bucket.lifecycle().stream()
                        .anyMatch(rule -> rule.prefix().isEmpty()
                                && rule.expiredDeleteMarker()
                                && rule.abortUpload().orElse(0) == 1);
    }
}
