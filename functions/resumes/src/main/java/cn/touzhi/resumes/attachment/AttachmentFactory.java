package cn.touzhi.resumes.attachment;

import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.idempotency.IdempotencyRecords;
import cn.touzhi.resumes.ResumesSettings;
import cn.touzhi.resumes.resume.Reading;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts together what attachments stand on. */
@Factory
final class AttachmentFactory {
    @Singleton
    SignedAccess signedAccess(FileStore store, ResumesSettings settings, Clock clock) {
        return new SignedAccess(store.signing(), settings.attachmentsBucket(), clock);
    }

    @Singleton
    AttachmentObjects attachmentObjects(FileStore store, ResumesSettings settings) {
        return new AttachmentObjects(store.client(), settings.attachmentsBucket());
    }

    @Singleton
    FileLinks fileLinks(SignedAccess access, Clock clock) {
        return new FileLinks(access, clock);
    }

    @Singleton
    AttachedFiles attachedFiles(DynamoDbClient dynamo, ResumesSettings settings, FileLinks links, Clock clock) {
        return new AttachedFiles(dynamo, settings.table(), links, clock);
    }

    @Singleton
    NewAttachments newAttachments(
            Reading reading,
            IdempotencyRecords requests,
            SubjectKeys keys,
            SignedAccess access,
            ResumesSettings settings,
            Transactions transactions,
            Clock clock,
            SecureRandom random) {
        return new NewAttachments(reading, requests, keys, access, settings.table(), transactions, clock, random);
    }

    @Singleton
    OwnAttachments ownAttachments(
            Reading reading,
            SubjectKeys keys,
            FileLinks links,
            AttachmentObjects objects,
            ResumesSettings settings,
            Transactions transactions,
            Clock clock) {
        return new OwnAttachments(reading, keys, links, objects, settings.table(), transactions, clock);
    }
}
