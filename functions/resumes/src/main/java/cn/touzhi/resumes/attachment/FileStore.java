package cn.touzhi.resumes.attachment;

import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.aws.Once;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Where files lie. Most invocations have nothing to do with files, so that both parts are made when they are first needed.
 *
 * @param client takes files away
 * @param signing signs for others what they may do with them
 */
public record FileStore(Supplier<S3Client> client, Supplier<SignedAccess.Signing> signing) {
    /** S3, as Lambda reaches it. */
    public static FileStore of(AwsCalls calls) {
        return new FileStore(new Once<>(() -> clientOf(calls)), new Once<>(FileStore::signingOf));
    }

    /** A client for functions that do nothing but take files away. */
    public static S3Client clientOf(AwsCalls calls) {
        // a deletion needs a checksum, and gets one; nothing else that is sent does
        return calls.retrying(S3Client.builder().requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED));
    }

    private static SignedAccess.Signing signingOf() {
        AwsCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build();
        return new SignedAccess.Signing(
                S3Presigner.builder().credentialsProvider(credentials).build(),
                credentials,
                new DefaultAwsRegionProviderChain().getRegion().id());
    }
}
