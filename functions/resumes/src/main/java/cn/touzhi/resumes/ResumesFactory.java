package cn.touzhi.resumes;

import cn.touzhi.kernel.aws.RoomSecret;
import cn.touzhi.kernel.crypto.KeyWrapping;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.idempotency.IdempotencyRecords;
import cn.touzhi.kernel.standing.Standings;
import cn.touzhi.kernel.voucher.MacKey;
import cn.touzhi.resumes.attachment.AttachedFiles;
import cn.touzhi.resumes.code.CodeTables;
import cn.touzhi.resumes.disclosure.DisclosurePolicy;
import cn.touzhi.resumes.resume.FieldCodes;
import cn.touzhi.resumes.resume.NewResumes;
import cn.touzhi.resumes.resume.OwnResumes;
import cn.touzhi.resumes.resume.PublicCards;
import cn.touzhi.resumes.resume.Reading;
import cn.touzhi.resumes.resume.ResumeWrites;
import cn.touzhi.resumes.resume.Sealing;
import cn.touzhi.resumes.version.NewVersions;
import cn.touzhi.resumes.version.Views;
import io.micronaut.context.annotation.Factory;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** Puts together what all of the function stands on. */
@Factory
final class ResumesFactory {
    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }

    @Singleton
    Transactions transactions(DynamoDbClient dynamo, SecureRandom random) {
        return new Transactions(dynamo, random);
    }

    @Singleton
    Standings standings(DynamoDbClient dynamo, ResumesSettings settings, Transactions transactions, Clock clock) {
        return new Standings(dynamo, settings.table(), transactions, clock);
    }

    @Singleton
    IdempotencyRecords requests(RoomSecret secret, ResumesSettings settings, Clock clock) {
        return new IdempotencyRecords(settings.table(), secret.digests("resumes-requests"), clock);
    }

    @Singleton
    SubjectKeys subjectKeys(DynamoDbClient dynamo, KmsClient kms, ResumesSettings settings, Clock clock) {
        return new SubjectKeys(
                dynamo, settings.subjectKeysTable(), "resumes", new KeyWrapping(kms, settings.key()), clock);
    }

    @Singleton
    Sealing sealing(JsonMapper json, SecureRandom random) {
        return new Sealing(json, random);
    }

    @Singleton
    FieldCodes fieldCodes(CodeTables tables, Clock clock) {
        return new FieldCodes(tables, clock);
    }

    @Singleton
    Reading reading(DynamoDbClient dynamo, ResumesSettings settings, Standings standings) {
        return new Reading(dynamo, settings.table(), standings);
    }

    @Singleton
    ResumeWrites writes(ResumesSettings settings, Transactions transactions) {
        return new ResumeWrites(settings.table(), transactions);
    }

    @Singleton
    NewResumes newResumes(
            Reading reading,
            IdempotencyRecords requests,
            SubjectKeys keys,
            Sealing sealing,
            ResumeWrites writes,
            Clock clock,
            SecureRandom random) {
        return new NewResumes(reading, requests, keys, sealing, writes, clock, random);
    }

    @Singleton
    DisclosurePolicy disclosurePolicy(Clock clock) {
        return new DisclosurePolicy(clock);
    }

    @Singleton
    PublicCards publicCards(JsonMapper json, DisclosurePolicy policy) {
        return new PublicCards(policy, json);
    }

    @Singleton
    OwnResumes ownResumes(
            Reading reading, SubjectKeys keys, Sealing sealing, PublicCards cards, ResumeWrites writes, Clock clock) {
        return new OwnResumes(reading, keys, sealing, cards, writes, clock);
    }

    @Singleton
    NewVersions newVersions(
            Reading reading,
            IdempotencyRecords requests,
            SubjectKeys keys,
            Sealing sealing,
            AttachedFiles files,
            ResumesSettings settings,
            KmsClient kms,
            Transactions transactions,
            Clock clock,
            SecureRandom random) {
        return new NewVersions(
                reading,
                requests,
                keys,
                sealing,
                files,
                new MacKey(kms, settings.receiptKey()),
                settings.table(),
                transactions,
                clock,
                random);
    }

    @Singleton
    Views views(
            Reading reading,
            SubjectKeys keys,
            Sealing sealing,
            DisclosurePolicy policy,
            AttachedFiles files,
            ResumesSettings settings,
            KmsClient kms,
            Clock clock) {
        return new Views(reading, keys, sealing, policy, files, new MacKey(kms, settings.grantKey()), clock);
    }
}
