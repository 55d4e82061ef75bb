package cn.touzhi.jobs.member;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.employer.EmployerId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * That whoever brings a certain token may act for an employer. It says neither who made it nor who took it.
 *
 * @param digest keyed digest of the token
 * @param employer for whom
 * @param role as what
 * @param ownership of the employer when it was made: once somebody has stopped owning it, it counts no more
 * @param used whether somebody took it
 * @param expiresAt when it ends
 */
@Stored(
        table = JobsTable.NAME,
        key = "INVITATION#{digest} / INVITATION",
        pathFromSubject = "none: it names nobody, and ends by itself within a week")
record Invitation(
        @NotPersonal("digest of a token that nobody's name is in")
        String digest,

        @NotPersonal("names an organisation") EmployerId employer,

        @NotPersonal("what somebody may become, whoever it is")
        Role role,

        @NotPersonal("a counter") int ownership,
        @NotPersonal("that somebody came, whoever it was") boolean used,
        @NotPersonal("when it goes") Instant expiresAt) {
    static final String OWNERSHIP = "ownership";
    static final String USED = "used";

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(JobsTable.invitationKey(digest));
        item.put(JobsTable.EMPLOYER, text(employer.value()));
        item.put(JobsTable.ROLE, text(role.text()));
        item.put(OWNERSHIP, number(ownership));
        item.put(USED, AttributeValue.fromBool(used));
        item.put(JobsTable.EXPIRES_AT, seconds(expiresAt));
        return item;
    }

    static Invitation of(String digest, Map<String, AttributeValue> item) {
        return new Invitation(
                digest,
                new EmployerId(textOf(item, JobsTable.EMPLOYER)),
                Role.of(textOf(item, JobsTable.ROLE)).orElseThrow(),
                numberOf(item, OWNERSHIP),
                item.get(USED).bool(),
                instantOf(item, JobsTable.EXPIRES_AT));
    }
}
