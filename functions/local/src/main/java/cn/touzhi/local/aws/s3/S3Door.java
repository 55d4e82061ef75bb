package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.Answer;
import cn.touzhi.local.aws.AwsRequest;
import cn.touzhi.local.aws.Door;
import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.aws.Wire;
import cn.touzhi.local.lambda.Credentials;
import cn.touzhi.local.template.Bucket;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets in what a function signed for a browser: presigned URLs and forms. Unlike other signatures theirs are checked,
 * since they are all that keeps whoever holds them from doing more than they say.
 */
public final class S3Door implements Door {
    private static final String SERVICE = "s3";

    private final Buckets buckets;
    private final Clock clock;

    public S3Door(List<Bucket> buckets, Clock clock) {
        this.buckets = new Buckets(buckets);
        this.clock = clock;
    }

    @Override
    public Optional<Entry> enter(AwsRequest request, Function<String, Optional<Credentials>> credentials) {
        Optional<Bucket> bucket = bucket(request);
        if (bucket.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    request.method().equals("OPTIONS")
                            ? new Entry.Answered(preflight(bucket.get(), request))
                            : signed(request, credentials));
        } catch (ServiceException refused) {
            return Optional.of(new Entry.Answered(Wire.REST_XML.error(refused)));
        }
    }

    private Entry signed(AwsRequest request, Function<String, Optional<Credentials>> credentials) {
        if (PresignedUrl.is(request)) {
            PresignedUrl url = new PresignedUrl(request);
            return new Entry.Signed(
                    SERVICE, url.accessKeyId(), url.checked(known(url.accessKeyId(), credentials), clock.instant()));
        }
        if (FormPost.is(request)) {
            FormPost form = new FormPost(request);
            return new Entry.Signed(
                    SERVICE, form.accessKeyId(), form.checked(known(form.accessKeyId(), credentials), clock.instant()));
        }
        throw new ServiceException(403, "AccessDenied", "Access Denied");
    }

    private static Credentials known(String accessKeyId, Function<String, Optional<Credentials>> credentials) {
        return credentials
                .apply(accessKeyId)
                .orElseThrow(() -> new ServiceException(
                        403,
                        "InvalidAccessKeyId",
                        "The AWS Access Key Id you provided does not exist in our records."));
    }

    private static Answer preflight(Bucket bucket, AwsRequest request) {
        Map<String, String> headers = new BucketCors(bucket.cors())
                .preflight(request)
                .orElseThrow(() -> new ServiceException(
                        403, "AccessForbidden", "CORSResponse: This CORS request is not allowed."));
        return new Answer(200, headers, new byte[0], Answer.OK, 0, 0);
    }

    @Override
    public Answer dress(AwsRequest request, Answer answer) {
        Map<String, String> more = bucket(request)
                .filter(any -> !request.method().equals("OPTIONS"))
                .map(bucket -> new BucketCors(bucket.cors()).headers(request))
                .orElse(Map.of());
        if (more.isEmpty()) {
            return answer;
        }
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.putAll(more);
        return new Answer(
                answer.status(), headers, answer.body(), answer.outcome(), answer.readUnits(), answer.writeUnits());
    }

    private Optional<Bucket> bucket(AwsRequest request) {
        return buckets.find(request.path().replaceFirst("^/", "").split("/", 2)[0]);
    }
}
