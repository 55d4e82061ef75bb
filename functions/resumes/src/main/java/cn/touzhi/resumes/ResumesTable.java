package cn.touzhi.resumes;

import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.PostingId;
import java.time.LocalDate;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The room's table: its keys and the names of its attributes.
 *
 * <pre>
 * RESUMES#{subject}       HOLDINGS                 how many resumes somebody has, and which is the default
 *                         RESUME#{resume}          a resume
 *                         ATTACHMENT#{attachment}  a file that can be added to resumes
 *                         VERSION#{version}        that a version is theirs: the path from the subject
 * VERSION#{version}       VERSION                  what a resume was when it was frozen
 * FIND#{list}             {time}#{resume}          that a public resume is found in a list: of a category and a city, or all
 *                                                 cities, or of a keyword
 * SEARCHES#{subject}      DAY#{date}               how many pages of public resumes somebody had that day
 * EMPLOYER#{id}           KNOWN                    how an employer's verification stands, as far as was heard
 *                         OPEN#{posting}           that a posting of it is open
 *                         POSTING#{posting}        how a posting of it stands
 * REQUESTS#{subject}      {digest}                 the kernel's: what came of a request that may be repeated
 * FENCE#{subject}         …                        the kernel's: fence, ended sessions, consents, memberships
 * </pre>
 */
public final class ResumesTable {
    /** Logical id in template.yaml. */
    public static final String NAME = "ResumesTable";

    public static final String PK = "pk";
    public static final String SK = "sk";
    public static final String EXPIRES_AT = "expiresAt";
    public static final String VERSION = "version";

    private static final String OF_SUBJECT = "RESUMES#";
    private static final String HOLDINGS = "HOLDINGS";
    private static final String RESUME = "RESUME#";
    private static final String ATTACHMENT = "ATTACHMENT#";
    private static final String SEARCHES = "SEARCHES#";
    private static final String SEARCHES_DAY = "DAY#";
    private static final String OPEN_POSTING = "OPEN#";
    private static final String KNOWN_POSTING = "POSTING#";
    private static final String FIND = "FIND#";
    private static final String OF_VERSION = "VERSION#";

    private ResumesTable() {}

    /** How partitions of subjects begin; an id follows. */
    public static String subjectPrefix() {
        return OF_SUBJECT;
    }

    /** All that somebody has. */
    public static String subjectPartition(SubjectId subject) {
        return OF_SUBJECT + subject.value();
    }

    /** How many they have. */
    public static Map<String, AttributeValue> holdingsKey(SubjectId subject) {
        return key(subjectPartition(subject), HOLDINGS);
    }

    /** The sort key of that. */
    public static String holdingsSortKey() {
        return HOLDINGS;
    }

    /** A resume. */
    public static Map<String, AttributeValue> resumeKey(SubjectId subject, String resume) {
        return key(subjectPartition(subject), RESUME + resume);
    }

    /** How sort keys of resumes begin. */
    public static String resumePrefix() {
        return RESUME;
    }

    /** An attachment. */
    public static Map<String, AttributeValue> attachmentKey(SubjectId subject, String attachment) {
        return key(subjectPartition(subject), ATTACHMENT + attachment);
    }

    /** How sort keys of attachments begin, which are before all others of somebody. */
    public static String attachmentPrefix() {
        return ATTACHMENT;
    }

    /** That a version is somebody's. */
    public static Map<String, AttributeValue> ownVersionKey(SubjectId subject, String version) {
        return key(subjectPartition(subject), OF_VERSION + version);
    }

    /** How sort keys of these begin. */
    public static String ownVersionPrefix() {
        return OF_VERSION;
    }

    /** A version. */
    public static Map<String, AttributeValue> versionKey(String version) {
        return key(OF_VERSION + version, "VERSION");
    }

    /** Public resumes in a list. */
    public static String listPartition(String list) {
        return FIND + list;
    }

    /** How many pages of public resumes somebody had on a day. */
    public static Map<String, AttributeValue> searchesKey(SubjectId subject, LocalDate day) {
        return key(SEARCHES + subject.value(), SEARCHES_DAY + day);
    }

    /** How partitions of these begin. */
    public static String searchesPrefix() {
        return SEARCHES;
    }

    /** How their sort keys begin. */
    public static String searchesDayPrefix() {
        return SEARCHES_DAY;
    }

    /** All that was heard of an employer. */
    public static String employerPartition(EmployerId employer) {
        return "EMPLOYER#" + employer.value();
    }

    /** How an employer stands. */
    public static Map<String, AttributeValue> knownEmployerKey(EmployerId employer) {
        return key(employerPartition(employer), "KNOWN");
    }

    /** How sort keys begin that come after all that tells whether an employer may search. */
    public static String knownPostingPrefix() {
        return KNOWN_POSTING;
    }

    /** That a posting of it is open. */
    public static Map<String, AttributeValue> openPostingKey(EmployerId employer, PostingId posting) {
        return key(employerPartition(employer), OPEN_POSTING + posting.value());
    }

    /** How sort keys of these begin. */
    public static String openPostingPrefix() {
        return OPEN_POSTING;
    }

    /** How a posting of it stands. */
    public static Map<String, AttributeValue> knownPostingKey(EmployerId employer, PostingId posting) {
        return key(employerPartition(employer), KNOWN_POSTING + posting.value());
    }

    /** An item's key. */
    public static Map<String, AttributeValue> key(String partition, String sortKey) {
        return Map.of(PK, text(partition), SK, text(sortKey));
    }
}
