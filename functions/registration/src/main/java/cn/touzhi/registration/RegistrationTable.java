package cn.touzhi.registration;

import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.OpaqueId;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.registration.verification.VerificationId;
import java.time.LocalDate;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The schema of table Registration, in one place. Times are epoch seconds. Sealed fields are encrypted
 * ({@link cn.touzhi.kernel.crypto.DataKey}): those of a verification under the key of the day, those of an account
 * under its own. Time to live is on {@code expiresAt} and lags, so that every read looks at it too.
 *
 * <pre>
 * verification        VERIFICATION#id         VERIFICATION
 *   channel, purpose, locale, client          S   what was asked for
 *   addressDigest                             S   keyed digest of the address
 *   address                                   B   sealed, owner: the verification's id
 *   code                                      B   sealed likewise; removed once its sending is decided or it was used
 *   codeDigest                                B   keyed digest of verification, number, purpose, address and code
 *   number                                    N   which message counts, from 1
 *   state                                     S   sending, sent, undeliverable
 *   nextSendAt, codeEndsAt                    N
 *   guesses, guessLimit                       N   at the code of this number, and how many it bears
 *   allowance                                 S   what its newest message was counted as: stranger, harder, known
 *   block, country                            S   keyed digest of the number's block, and its country; SMS alone
 *   counted                                   N   the message that block and country have counted, if it waits to go out
 *   requestDigest                             B   keyed digest of the request that asked
 *   lastTry, lastGuess                        S,B the last guess: our try at counting it, and its keyed digest
 *   sendKeys                                  BS  keyed digests of the Idempotency-Keys for further messages
 *   claim, claimedAt                          S,N the sender's try
 *   usedAt, usedBy, usedFor                   N,S,S when, for which subject and session
 *   event                                     M   CodeRequested
 *   expiresAt                                 N   the proof's end
 *
 * address counter     ADDRESS#addressDigest   SENDS
 *   sends                                     L   of M{at N, verification S, number N, allowance S}, newest first
 *   known                                     L   likewise, for devices that are known
 *   opened                                    L   of N, when strangers began verifications, newest first
 *   verifications                             SS  the messages among them: id of the first of a verification, id#number of later ones
 *   expiresAt                                 N
 *
 * network counter     CLIENT#networkDigest#hour   CLIENT
 *   wishes                                    BS  keyed digests of what it asked for
 *   expiresAt                                 N
 *
 * spent solution      CHALLENGE#challenge     CHALLENGE
 *   verification                              S   what it was solved for
 *   expiresAt                                 N   the challenge's end
 *
 * block counter       BLOCK#blockDigest#hour  BLOCK
 * country counter     COUNTRY#country#hour#shard  COUNTRY
 *   sent                                      N   text messages let through
 *   used                                      BS  digests of those whose code was right
 *   lastTry                                   S   the sender's try at counting last
 *   expiresAt                                 N
 *
 * breaker             BREAKER#blockDigest or BREAKER#country   BREAKER
 *   expiresAt                                 N   until when strangers need a challenge
 *
 * identity (guard)    IDENTITY#addressDigest  IDENTITY
 *   subject, channel, addedAt                 S,S,N
 *   provedAt                                  N   when its owner last proved it
 *   trustedFrom                               N   before it may neither remove others nor unfreeze
 *   removedAt, expiresAt                      N   where it was removed: when, and how long that can be undone
 *
 * identity (detail)   ACCOUNT#subject         IDENTITY#addressDigest
 *   channel, addedAt                          S,N
 *   address                                   B   sealed
 *   removedAt, expiresAt                      N   as the guard's
 *
 * account             ACCOUNT#subject         ACCOUNT
 *   state, generation, locale, source         S,N,S,S
 *   birthDate                                 B   sealed
 *   createdAt                                 N
 *   identities                                N   addresses that are not removed
 *   signIns                                   N   sessions ever opened
 *   birthDateTries                            N   guesses at the birth date since one was right or staff looked
 *   smsNoticesOn, smsNotices                  S,N the day of the last sign-in, and how many of that day were told by SMS
 *   staff                                     BOOL whether tokens carry the scope staff
 *   frozenAt, caseId                          N,S while frozen: since when, and which case that opened
 *   strandedAt                                N   while without an address: since when
 *                                                 once erased: state and generation alone
 *
 * session             ACCOUNT#subject         SESSION#id
 *   generation, counter                       N
 *   deviceDigest                              B   keyed digest of the device's secret
 *   deviceName                                B   sealed
 *   client, country                           S
 *   staff                                     BOOL whether its tokens carry the scope staff
 *   confirmedAt, confirmedBy                  N,S the last step-up: when, and the digest of the address that was proved
 *   createdAt, rotatedAt, authenticatedAt     N
 *   idleEndsAt, endsAt, endedAt               N
 *   endReason                                 S
 *   expiresAt                                 N
 *
 * acceptance          ACCOUNT#subject         ACCEPTANCE#version, four digits
 *   version, textDigest, acceptedAt, source   N,S,N,S
 *
 * act of staff        ACCOUNT#subject         ACT#request
 *   act, by, at                               S,S,N what was done to the account, by which operator, when
 *   reason                                    B   sealed
 *   addressDigest                             S   where it was given back: to the holder of which address
 *
 * notice              NOTICE#subject          NOTICE#id
 *   kind, channel, locale                     S   what it tells, and how
 *   address                                   B   sealed under the key of the day, owner: the notice's id; removed once its sending is decided
 *   state                                     S   sending, sent, undeliverable
 *   claim, claimedAt                          S,N the sender's try
 *   endsAt                                    N   after which nobody need hear of it
 *   event                                     M   NoticeRequested
 *   expiresAt                                 N
 *
 * event               ACCOUNT#subject         EVENT#id
 *   event                                     M   what another room's lasting state depends on
 *   expiresAt                                 N   after 7 days
 *
 * lapse               LAPSES#day              ACCOUNT#subject
 *   dueAt                                     N   when a stranded account is erased unless it got an address
 *
 * fence               FENCE#subject           FENCE
 *   what {@link cn.touzhi.kernel.erasure.Fence} says
 *
 * signing key         SIGNING-KEYS            KEY#number, six digits
 *   kid                                       S
 *   publicKey                                 B   X.509
 *   wrappedPrivateKey                         B   by KMS
 *   createdAt, signsFrom, publishedUntil      N
 * </pre>
 */
public final class RegistrationTable {
    /** The table's logical id in template.yaml. */
    public static final String NAME = "RegistrationTable";

    public static final String PK = "pk";
    public static final String SK = "sk";
    public static final String EXPIRES_AT = "expiresAt";

    public static final String CHANNEL = "channel";
    public static final String PURPOSE = "purpose";
    public static final String LOCALE = "locale";
    public static final String CLIENT = "client";
    public static final String ADDRESS_DIGEST = "addressDigest";
    public static final String ADDRESS = "address";
    public static final String CODE = "code";
    public static final String CODE_DIGEST = "codeDigest";
    public static final String NUMBER = "number";
    public static final String STATE = "state";
    public static final String NEXT_SEND_AT = "nextSendAt";
    public static final String CODE_ENDS_AT = "codeEndsAt";
    public static final String GUESSES = "guesses";
    public static final String REQUEST_DIGEST = "requestDigest";
    public static final String KIND = "kind";
    public static final String LAST_TRY = "lastTry";
    public static final String LAST_GUESS = "lastGuess";
    public static final String SEND_KEYS = "sendKeys";
    public static final String CLAIM = "claim";
    public static final String CLAIMED_AT = "claimedAt";
    public static final String USED_AT = "usedAt";
    public static final String USED_BY = "usedBy";
    public static final String USED_FOR = "usedFor";

    public static final String GUESS_LIMIT = "guessLimit";
    public static final String ALLOWANCE = "allowance";
    public static final String BLOCK = "block";
    public static final String COUNTED = "counted";

    public static final String SENDS = "sends";
    public static final String KNOWN = "known";
    public static final String OPENED = "opened";
    public static final String VERIFICATIONS = "verifications";
    public static final String AT = "at";
    public static final String VERIFICATION = "verification";

    public static final String WISHES = "wishes";
    public static final String SENT = "sent";
    public static final String USED = "used";

    public static final String SUBJECT = "subject";
    public static final String ADDED_AT = "addedAt";
    public static final String PROVED_AT = "provedAt";
    public static final String TRUSTED_FROM = "trustedFrom";
    public static final String REMOVED_AT = "removedAt";

    public static final String GENERATION = "generation";
    public static final String BIRTH_DATE = "birthDate";
    public static final String IDENTITIES = "identities";
    public static final String SIGN_INS = "signIns";
    public static final String SMS_NOTICES_ON = "smsNoticesOn";
    public static final String SMS_NOTICES = "smsNotices";
    public static final String BIRTH_DATE_TRIES = "birthDateTries";
    public static final String STAFF = "staff";
    public static final String FROZEN_AT = "frozenAt";
    public static final String CASE_ID = "caseId";
    public static final String DUE_AT = "dueAt";
    public static final String STRANDED_AT = "strandedAt";
    public static final String SOURCE = "source";
    public static final String CREATED_AT = "createdAt";

    public static final String COUNTER = "counter";
    public static final String DEVICE_DIGEST = "deviceDigest";
    public static final String DEVICE_NAME = "deviceName";
    public static final String COUNTRY = "country";
    public static final String CONFIRMED_AT = "confirmedAt";
    public static final String CONFIRMED_BY = "confirmedBy";
    public static final String ROTATED_AT = "rotatedAt";
    public static final String AUTHENTICATED_AT = "authenticatedAt";
    public static final String IDLE_ENDS_AT = "idleEndsAt";
    public static final String ENDS_AT = "endsAt";
    public static final String ENDED_AT = "endedAt";
    public static final String END_REASON = "endReason";

    public static final String VERSION = "version";
    public static final String TEXT_DIGEST = "textDigest";
    public static final String ACCEPTED_AT = "acceptedAt";

    public static final String ACT = "act";
    public static final String BY = "by";
    public static final String REASON = "reason";

    public static final String KID = "kid";
    public static final String PUBLIC_KEY = "publicKey";
    public static final String WRAPPED_PRIVATE_KEY = "wrappedPrivateKey";
    public static final String SIGNS_FROM = "signsFrom";
    public static final String PUBLISHED_UNTIL = "publishedUntil";

    private RegistrationTable() {}

    /** Where a verification lies. */
    public static Map<String, AttributeValue> verificationKey(VerificationId verification) {
        return key("VERIFICATION#" + verification.value(), "VERIFICATION");
    }

    /** Where the messages to an address are counted. */
    public static Map<String, AttributeValue> sendsKey(String addressDigest) {
        return key("ADDRESS#" + addressDigest, "SENDS");
    }

    /** Where it is counted what a network asks for in an hour, the hours since 1970 being numbered. */
    public static Map<String, AttributeValue> clientKey(String networkDigest, long hour) {
        return key("CLIENT#" + networkDigest + "#" + hour, "CLIENT");
    }

    /** Where it lies that a challenge's solution was used. */
    public static Map<String, AttributeValue> challengeKey(String challenge) {
        return key("CHALLENGE#" + challenge, "CHALLENGE");
    }

    /** Where the text messages to a block of numbers in an hour are counted. */
    public static Map<String, AttributeValue> blockKey(String blockDigest, long hour) {
        return key("BLOCK#" + blockDigest + "#" + hour, "BLOCK");
    }

    /** Where a part of the text messages to a country in an hour is counted. */
    public static Map<String, AttributeValue> countryKey(String country, long hour, int shard) {
        return key("COUNTRY#" + country + "#" + hour + "#" + shard, "COUNTRY");
    }

    /** Where it lies that codes to a block or a country are mostly never used. */
    public static Map<String, AttributeValue> breakerKey(String blockOrCountry) {
        return key("BREAKER#" + blockOrCountry, "BREAKER");
    }

    /** Where it is told whose an address is, and kept from becoming anyone else's. */
    public static Map<String, AttributeValue> identityKey(String addressDigest) {
        return key("IDENTITY#" + addressDigest, "IDENTITY");
    }

    /** Where an account tells one of its addresses. */
    public static Map<String, AttributeValue> identityOfKey(SubjectId subject, String addressDigest) {
        return key(accountPartition(subject), identityPrefix() + addressDigest);
    }

    /** Where an account lies. */
    public static Map<String, AttributeValue> accountKey(SubjectId subject) {
        return key(accountPartition(subject), "ACCOUNT");
    }

    /** Where a session lies. */
    public static Map<String, AttributeValue> sessionKey(SubjectId subject, OpaqueId session) {
        return key(accountPartition(subject), sessionPrefix() + session.value());
    }

    /** Where it lies that an account accepted a version of the policy. */
    public static Map<String, AttributeValue> acceptanceKey(SubjectId subject, int version) {
        return key(accountPartition(subject), acceptancePrefix() + "%04d".formatted(version));
    }

    /** Where it lies that staff acted on an account, as {@code request} asked. It is put once and then left alone. */
    public static Map<String, AttributeValue> staffActKey(SubjectId subject, OpaqueId request) {
        return key(accountPartition(subject), staffActPrefix() + request.value());
    }

    /** Where an event of an account lies that is an item of its own. */
    public static Map<String, AttributeValue> eventKey(SubjectId subject, EventId event) {
        return key(accountPartition(subject), eventPrefix() + event.value());
    }

    /** Where a notice to {@code subject} lies. */
    public static Map<String, AttributeValue> noticeKey(SubjectId subject, OpaqueId notice) {
        return key(noticesPartition(subject), "NOTICE#" + notice.value());
    }

    /** Where a notice lay before its key told to whom it is. */
    public static Map<String, AttributeValue> earlierNoticeKey(OpaqueId notice) {
        return key("NOTICE#" + notice.value(), "NOTICE");
    }

    /** The partition with all notices to {@code subject}. */
    public static String noticesPartition(SubjectId subject) {
        return "NOTICE#" + subject.value();
    }

    /** Where it lies that the account of {@code subject} may have to be erased on {@code day} (UTC). */
    public static Map<String, AttributeValue> lapseKey(LocalDate day, SubjectId subject) {
        return key(lapsesPartition(day), accountPartition(subject));
    }

    /** The partition with all accounts that may have to be erased on {@code day} (UTC). */
    public static String lapsesPartition(LocalDate day) {
        return "LAPSES#" + day;
    }

    /** Where a signing key lies. */
    public static Map<String, AttributeValue> signingKeyKey(int number) {
        return key(signingKeysPartition(), "KEY#%06d".formatted(number));
    }

    /** The partition with all that belongs to an account. */
    public static String accountPartition(SubjectId subject) {
        return "ACCOUNT#" + subject.value();
    }

    /** The partition with all signing keys. */
    public static String signingKeysPartition() {
        return "SIGNING-KEYS";
    }

    /** How the sort keys of an account's addresses begin. */
    public static String identityPrefix() {
        return "IDENTITY#";
    }

    /** How the sort keys of an account's sessions begin. */
    public static String sessionPrefix() {
        return "SESSION#";
    }

    /** How the sort keys of an account's acceptances begin; the last of them is the newest. */
    public static String acceptancePrefix() {
        return "ACCEPTANCE#";
    }

    /** How the sort keys of the acts of staff on an account begin. */
    public static String staffActPrefix() {
        return "ACT#";
    }

    /** How the sort keys of an account's events begin. */
    public static String eventPrefix() {
        return "EVENT#";
    }

    private static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of(PK, text(partition), SK, text(sort));
    }
}
