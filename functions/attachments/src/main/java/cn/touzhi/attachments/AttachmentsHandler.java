package cn.touzhi.attachments;

import cn.touzhi.attachments.content.ContentCheck;
import cn.touzhi.attachments.content.ContentLimits;
import cn.touzhi.attachments.content.TestSignature;
import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.attachment.CheckedUpload;
import cn.touzhi.kernel.attachment.CheckedUpload.Outcome;
import cn.touzhi.kernel.attachment.ObjectKeys;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.log.OperationLog;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.eventnotifications.s3.model.S3EventNotification;
import software.amazon.awssdk.eventnotifications.s3.model.S3EventNotificationRecord;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The function that looks into what strangers uploaded, and so is given next to nothing: it may read what is in quarantine,
 * put what it found to be harmless among the clean files, and say what came of it to one queue. It reads no table and opens
 * nothing that is sealed. S3 tells it of each upload, by a queue.
 */
public final class AttachmentsHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final AttachmentsSettings settings;
    private final Uploads uploads;
    private final SqsClient sqs;
    private final AwsCalls calls;
    private final Clock clock;
    private final OperationLog log;
    private final SecureRandom random = new SecureRandom();

    /** As Lambda makes it. */
    public AttachmentsHandler() {
        this(AttachmentsSettings.from(Environment.ofProcess()), new AwsCalls(), Clock.systemUTC());
    }

    private AttachmentsHandler(AttachmentsSettings settings, AwsCalls calls, Clock clock) {
        this(
                settings,
                calls.retrying(S3Client.builder().requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)),
                calls.retrying(SqsClient.builder()),
                calls,
                clock,
                OperationLog.ofFunction("attachments", clock));
    }

    /** As a test makes it. */
    AttachmentsHandler(
            AttachmentsSettings settings, S3Client s3, SqsClient sqs, AwsCalls calls, Clock clock, OperationLog log) {
        this.settings = settings;
        this.uploads = new Uploads(
                s3,
                settings.bucket(),
                settings.guardDuty()
                        ? new GuardDutyScan(s3, settings.bucket())
                        : (key, version) -> MalwareScan.Finding.HARMLESS,
                new ContentCheck(new TestSignature(), ContentLimits.standard()));
        this.sqs = sqs;
        this.calls = calls;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent batch, Context context) {
        calls.within(context);
        List<BatchItemFailure> failures = new ArrayList<>();
        for (SQSMessage message : batch.getRecords()) {
            try {
                recordsIn(message.getBody()).forEach(this::hear);
            } catch (RuntimeException fault) {
                // it comes again, and in the end lies in the dead letters; the file stays in quarantine
                log.event("upload-not-checked").with(fault).write();
                failures.add(new BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }

    /** None in the message by which S3 tries out whether it may send any. */
    private static List<S3EventNotificationRecord> recordsIn(String body) {
        return Optional.ofNullable(S3EventNotification.fromJson(body).getRecords())
                .orElse(List.of());
    }

    private void hear(S3EventNotificationRecord record) {
        var object = record.getS3().getObject();
        String key = object.getUrlDecodedKey();
        String version = object.getVersionId();
        Optional<ObjectKeys.Uploaded> uploaded = ObjectKeys.read(key);
        if (!record.getS3().getBucket().getName().equals(settings.bucket()) || uploaded.isEmpty() || version == null) {
            log.event("upload-foreign").write();
            return;
        }
        Optional<Outcome> outcome = uploads.check(key, version, uploaded.get());
        outcome.ifPresent(found -> {
            tell(uploaded.get(), version, found);
            // last of all: until it was told, it can be checked again
            uploads.delete(key, version);
        });
    }

    private void tell(ObjectKeys.Uploaded uploaded, String version, Outcome outcome) {
        CheckedUpload checked =
                new CheckedUpload(uploaded.subject(), uploaded.attachment(), ObjectKeys.uploadOf(version), outcome);
        sqs.sendMessage(message -> message.queueUrl(settings.results())
                .messageBody(EventJson.write(checked.toEvent(EventId.random(random), clock.instant()))));
        log.count(
                switch (outcome) {
                    case Outcome.Clean _ -> "UploadClean";
                    case Outcome.Refused _ -> "UploadRefused";
                    case Outcome.Gone _ -> "UploadGone";
                });
    }
}
