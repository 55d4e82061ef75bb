package cn.touzhi.applications;

import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.PostingId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The room's table: its keys and the names of its attributes.
 *
 * <pre>
 * APPLICATION#{id}        APPLICATION              a resume that was submitted to a posting: who, where, how it stands
 *                         MOVE#{number}            one step of it
 * SEEKER#{subject}        AT#{time}#{id}           that an application is theirs: the path from the subject
 *                         DISCLOSURE#{time}#{id}   who got what of them with it, and looked when
 *                         IDENTITY#{application}   that an employer needs their ID number for it, and the number
 *                         LOCK#{posting}           the latest application to a posting
 *                         VERSION#{version}        that a version was submitted
 *                         DAY#{date}               how many they submitted that day
 * EMPLOYER#{id}           KNOWN                    how an employer's verification stands, as far as was heard
 *                         ANSWERS#{shard}          how often it answered, and how often it stayed silent
 *                         AT#{time}#{id}           that an application is to it
 * POSTING#{id}            KNOWN                    how a posting stands, as far as was heard
 *                         AT#{time}#{id}           that an application is to it
 *                         LIVE#{id}                an application to it that is not over
 * DUE#{shard}             {time}#{id}              when the platform takes a step of an application by itself
 * REQUESTS#{subject}      {digest}                 the kernel's: what came of a request that may be repeated
 * FENCE#{subject}         …                        the kernel's: fence, ended sessions, memberships, consents
 * </pre>
 */
public final class ApplicationsTable {
    /** Logical id in template.yaml. */
    public static final String NAME = "ApplicationsTable";

    public static final String PK = "pk";
    public static final String SK = "sk";
    public static final String EXPIRES_AT = "expiresAt";
    public static final String STATE = "state";
    public static final String VERSION = "version";

    private static final String APPLICATION = "APPLICATION";
    private static final String SEEKER = "SEEKER#";
    private static final String EMPLOYER = "EMPLOYER#";
    private static final String POSTING = "POSTING#";
    private static final String AT = "AT#";
    private static final String LIVE = "LIVE#";
    private static final String KNOWN = "KNOWN";
    private static final String DISCLOSURE = "DISCLOSURE#";
    private static final String IDENTITY = "IDENTITY#";
    private static final String DUE = "DUE#";
    private static final String ANSWERS = "ANSWERS#";
    /** So many parts take what would be too much for one. */
    private static final int SHARDS = 8;

    private ApplicationsTable() {}

    /** An application and all its steps. */
    public static String applicationPartition(String id) {
        return APPLICATION + "#" + id;
    }

    /** The application itself. */
    public static Map<String, AttributeValue> applicationKey(String id) {
        return key(applicationPartition(id), APPLICATION);
    }

    /** One of its steps; they sort as they came. */
    public static Map<String, AttributeValue> moveKey(String id, int number) {
        return key(applicationPartition(id), "MOVE#%05d".formatted(number));
    }

    /** How partitions of seekers begin. */
    public static String seekerPrefix() {
        return SEEKER;
    }

    /** All that is somebody's. */
    public static String seekerPartition(SubjectId seeker) {
        return SEEKER + seeker.value();
    }

    /** That an application is theirs. */
    public static Map<String, AttributeValue> ownKey(SubjectId seeker, Instant at, String id) {
        return key(seekerPartition(seeker), AT + at + "#" + id);
    }

    /** That it is to an employer. */
    public static Map<String, AttributeValue> receivedKey(EmployerId employer, Instant at, String id) {
        return key(employerPartition(employer), AT + at + "#" + id);
    }

    /** All that an employer got. */
    public static String employerPartition(EmployerId employer) {
        return EMPLOYER + employer.value();
    }

    /** How sort keys of both begin. */
    public static String atPrefix() {
        return AT;
    }

    /** The application that a sort key names which begins so. */
    public static String applicationIn(String sortKey) {
        return sortKey.substring(sortKey.lastIndexOf('#') + 1);
    }

    /** Who got what with it. */
    public static Map<String, AttributeValue> disclosureKey(SubjectId seeker, Instant at, String id) {
        return key(seekerPartition(seeker), DISCLOSURE + at + "#" + id);
    }

    /** How sort keys of these begin. */
    public static String disclosurePrefix() {
        return DISCLOSURE;
    }

    /** That an employer needs somebody's ID number for an application. */
    public static Map<String, AttributeValue> identityKey(SubjectId seeker, String application) {
        return key(seekerPartition(seeker), IDENTITY + application);
    }

    /** How sort keys of these begin. */
    public static String identityPrefix() {
        return IDENTITY;
    }

    /** The latest application of somebody to a posting. */
    public static Map<String, AttributeValue> lockKey(SubjectId seeker, PostingId posting) {
        return key(seekerPartition(seeker), "LOCK#" + posting.value());
    }

    /** That a version was submitted. */
    public static Map<String, AttributeValue> usedVersionKey(SubjectId seeker, String version) {
        return key(seekerPartition(seeker), "VERSION#" + version);
    }

    /** How many somebody submitted on a day. */
    public static Map<String, AttributeValue> dayKey(SubjectId seeker, LocalDate day) {
        return key(seekerPartition(seeker), "DAY#" + day);
    }

    /** How an employer stands. */
    public static Map<String, AttributeValue> knownEmployerKey(EmployerId employer) {
        return key(employerPartition(employer), KNOWN);
    }

    /** How a posting stands. */
    public static Map<String, AttributeValue> knownPostingKey(PostingId posting) {
        return key(postingPartition(posting), KNOWN);
    }

    /** A posting and what lives of it. */
    public static String postingPartition(PostingId posting) {
        return POSTING + posting.value();
    }

    /** An application to it that is not over. */
    public static Map<String, AttributeValue> liveKey(PostingId posting, String id) {
        return key(postingPartition(posting), LIVE + id);
    }

    /** How sort keys of these begin. */
    public static String livePrefix() {
        return LIVE;
    }

    /** That an application is to a posting. */
    public static Map<String, AttributeValue> receivedKey(PostingId posting, Instant at, String id) {
        return key(postingPartition(posting), AT + at + "#" + id);
    }

    /** How often an employer answered. */
    public static Map<String, AttributeValue> answersKey(EmployerId employer, String application) {
        return key(employerPartition(employer), ANSWERS + shardOf(application));
    }

    /** How sort keys of these begin. */
    public static String answersPrefix() {
        return ANSWERS;
    }

    private static int shardOf(String application) {
        return application.charAt(0) % SHARDS;
    }

    /** When the platform takes a step of an application; spread, since many are due on the same day. */
    public static Map<String, AttributeValue> dueKey(Instant at, String id) {
        return key(DUE + shardOf(id), at + "#" + id);
    }

    /** All partitions of these. */
    public static List<String> duePartitions() {
        return IntStream.range(0, SHARDS).mapToObj(shard -> DUE + shard).toList();
    }

    /** An item's key. */
    public static Map<String, AttributeValue> key(String partition, String sortKey) {
        return Map.of(PK, text(partition), SK, text(sortKey));
    }
}
