package cn.touzhi.jobs;

import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.jobs.employer.CreditCode;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.event.EventId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The room's table: its keys and the names of its attributes.
 *
 * <pre>
 * EMPLOYER#{id}           EMPLOYER                 an organisation that hires
 *                         MEMBER#{subject}         who acts for it, and as what
 *                         JOB#{posting}            that it has the posting
 *                         LIVE#{posting}           that the posting is open or paused
 * USCC#{code}             USCC                     that an employer has the code
 * MEMBER#{subject}        EMPLOYER#{id}            that somebody acts for an employer: the path from the subject
 *                         EVENT#{id}               that this changed, as it is told
 * REQUESTS#{subject}      {digest}                 the kernel's: what came of a request that may be repeated
 * INVITATION#{digest}     INVITATION               to act for an employer
 * JOB#{id}                JOB                      a posting
 * LISTING#{job}#{city}    {opened}#{posting}       an open posting among those of a category and a city
 * WORD#{keyword}#{city}   {opened}#{posting}       an open posting among those with a keyword
 * NEAR#{cell}#{category}  {geohash}#{posting}      an open posting among those in a cell of the map
 * FENCE#{subject}         …                        the kernel's fence, and sessions that ended
 * </pre>
 */
public final class JobsTable {
    /** Logical id in template.yaml. */
    public static final String NAME = "JobsTable";

    public static final String PK = "pk";
    public static final String SK = "sk";

    public static final String STATE = "state";
    public static final String VERSION = "version";
    public static final String ROLE = "role";
    public static final String SINCE = "since";
    public static final String EXPIRES_AT = "expiresAt";
    public static final String EMPLOYER = "employer";

    private static final String OF_EMPLOYER = "EMPLOYER#";
    private static final String OF_MEMBER = "MEMBER#";
    private static final String OF_JOB = "JOB#";
    private static final String EVENT = "EVENT#";
    private static final String LIVE = "LIVE#";

    private JobsTable() {}

    /** All that lies under an employer. */
    public static String employerPartition(EmployerId employer) {
        return OF_EMPLOYER + employer.value();
    }

    /** The employer itself. */
    public static Map<String, AttributeValue> employerKey(EmployerId employer) {
        return key(employerPartition(employer), "EMPLOYER");
    }

    /** The lock of a code. */
    public static Map<String, AttributeValue> codeKey(CreditCode code) {
        return key("USCC#" + code.value(), "USCC");
    }

    /** Who acts for an employer. */
    public static Map<String, AttributeValue> memberKey(EmployerId employer, SubjectId subject) {
        return key(employerPartition(employer), OF_MEMBER + subject.value());
    }

    /** How sort keys of members begin, and the partitions of those who are; an id follows. */
    public static String memberPrefix() {
        return OF_MEMBER;
    }

    /** The same from the other side. */
    public static Map<String, AttributeValue> membershipKey(SubjectId subject, EmployerId employer) {
        return key(OF_MEMBER + subject.value(), OF_EMPLOYER + employer.value());
    }

    /** How sort keys of memberships begin. */
    public static String membershipPrefix() {
        return OF_EMPLOYER;
    }

    /** An event about a membership. */
    public static Map<String, AttributeValue> membershipEventKey(SubjectId subject, EventId event) {
        return key(OF_MEMBER + subject.value(), EVENT + event.value());
    }

    /** How sort keys of these events begin. */
    public static String membershipEventPrefix() {
        return EVENT;
    }

    /** An invitation, by the digest of its token. */
    public static Map<String, AttributeValue> invitationKey(String digest) {
        return key("INVITATION#" + digest, "INVITATION");
    }

    /** A posting. */
    public static Map<String, AttributeValue> postingKey(PostingId posting) {
        return key(OF_JOB + posting.value(), "JOB");
    }

    /** That an employer has a posting. */
    public static Map<String, AttributeValue> ownPostingKey(EmployerId employer, PostingId posting) {
        return key(employerPartition(employer), OF_JOB + posting.value());
    }

    /** How sort keys of an employer's postings begin. */
    public static String ownPostingPrefix() {
        return OF_JOB;
    }

    /** That a posting of an employer is open or paused. */
    public static Map<String, AttributeValue> livePostingKey(EmployerId employer, PostingId posting) {
        return key(employerPartition(employer), LIVE + posting.value());
    }

    /** How sort keys of these begin. */
    public static String livePostingPrefix() {
        return LIVE;
    }

    /** Where open postings of a category and a city lie; either may be that which stands for all. */
    public static String listingPartition(String category, String city) {
        return "LISTING#" + category + "#" + city;
    }

    /** Where open postings with a keyword lie, of a city or of all. */
    public static String keywordPartition(String keyword, String city) {
        return "WORD#" + keyword + "#" + city;
    }

    /** Where open postings in a cell of the map lie, of a category or of all. */
    public static String nearbyPartition(String cell, String category) {
        return "NEAR#" + cell + "#" + category;
    }

    /** An item's key. */
    public static Map<String, AttributeValue> key(String partition, String sortKey) {
        return Map.of(PK, text(partition), SK, text(sortKey));
    }
}
