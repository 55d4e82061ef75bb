package cn.touzhi.applications.application;

import cn.touzhi.applications.ApplicationsSettings;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.http.Cursors;
import cn.touzhi.kernel.idempotency.IdempotencyRecords;
import cn.touzhi.kernel.standing.Standings;
import cn.touzhi.kernel.voucher.MacKey;
import io.micronaut.context.annotation.Factory;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** Puts together what applications stand on. */
@Factory
final class ApplicationFactory {
    @Singleton
    Reading reading(DynamoDbClient dynamo, ApplicationsSettings settings, Standings standings, Cursors cursors) {
        return new Reading(dynamo, settings.table(), standings, cursors);
    }

    @Singleton
    DisclosureText disclosureText() {
        return DisclosureText.current();
    }

    @Singleton
    Steps steps(ApplicationsSettings settings, Transactions transactions, Clock clock, SecureRandom random) {
        return new Steps(settings.table(), transactions, clock, random);
    }

    @Singleton
    NewApplications newApplications(
            Reading reading,
            IdempotencyRecords requests,
            KmsClient kms,
            ApplicationsSettings settings,
            DisclosureText text,
            Transactions transactions,
            Steps steps,
            Clock clock,
            SecureRandom random) {
        return new NewApplications(
                reading,
                requests,
                new MacKey(kms, settings.receiptKey()),
                text.version(),
                settings.table(),
                transactions,
                steps,
                clock,
                random);
    }

    @Singleton
    Interviews interviews(SubjectKeys keys, JsonMapper json, SecureRandom random) {
        return new Interviews(keys, new InterviewDetails.Sealing(json, random));
    }

    @Singleton
    InterviewCalendar interviewCalendar(Clock clock) {
        return new InterviewCalendar(clock);
    }

    @Singleton
    OwnApplications ownApplications(Reading reading, Steps steps, Interviews interviews) {
        return new OwnApplications(reading, steps, interviews);
    }

    @Singleton
    Member member(Reading reading, ApplicationsSettings settings) {
        return new Member(reading, settings.table());
    }

    @Singleton
    OwnIdentityNumbers ownIdentityNumbers(
            Reading reading,
            SubjectKeys keys,
            ApplicationsSettings settings,
            Transactions transactions,
            Steps steps,
            SecureRandom random) {
        return new OwnIdentityNumbers(reading, keys, settings.table(), transactions, steps, random);
    }

    @Singleton
    IdentityRequests identityRequests(
            Member member,
            Reading reading,
            SubjectKeys keys,
            ApplicationsSettings settings,
            Transactions transactions,
            Steps steps) {
        return new IdentityRequests(member, reading, keys, settings.table(), transactions, steps);
    }

    @Singleton
    ReceivedApplications receivedApplications(
            Member member,
            Reading reading,
            Steps steps,
            Interviews interviews,
            ApplicationsSettings settings,
            Transactions transactions,
            KmsClient kms) {
        return new ReceivedApplications(
                member,
                reading,
                steps,
                interviews,
                settings.table(),
                transactions,
                new MacKey(kms, settings.grantKey()));
    }
}
