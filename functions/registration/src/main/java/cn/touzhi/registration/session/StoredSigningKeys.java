package cn.touzhi.registration.session;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.registration.RegistrationTable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeyPairSpec;

/** The signing keys in the table. Whatever is done to one is done once, whoever does it again or at the same time. */
final class StoredSigningKeys {
    /** What KMS is told that they are for. */
    static final Map<String, String> CONTEXT = Map.of("use", "access-tokens");

    private final DynamoDbClient dynamo;
    private final String table;
    private final KmsClient kms;
    private final String kmsKey;
    private final Clock clock;

    StoredSigningKeys(DynamoDbClient dynamo, String table, KmsClient kms, String kmsKey, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.kms = kms;
        this.kmsKey = kmsKey;
        this.clock = clock;
    }

    /** All of them, in the order of their making. */
    List<StoredSigningKey> read() {
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", text(RegistrationTable.signingKeysPartition())))
                        .consistentRead(true))
                .items()
                .stream()
                .map(StoredSigningKey::of)
                .toList();
    }

    /** Makes a key, unless there is one of that number: then that one holds. */
    void make(int number, Instant signsFrom) {
        var pair = kms.generateDataKeyPairWithoutPlaintext(request ->
                request.keyId(kmsKey).keyPairSpec(DataKeyPairSpec.RSA_3072).encryptionContext(CONTEXT));
        byte[] publicKey = pair.publicKey().asByteArray();
        StoredSigningKey key = new StoredSigningKey(
                number,
                PublishedKey.of(publicKey).kid(),
                publicKey,
                pair.privateKeyCiphertextBlob().asByteArray(),
                clock.instant(),
                signsFrom,
                Optional.empty());
        try {
            dynamo.putItem(
                    put -> put.tableName(table).item(key.toItem()).conditionExpression("attribute_not_exists(pk)"));
        } catch (ConditionalCheckFailedException madeMeanwhile) {
            // by a twin, or by our own first try whose answer was lost
        }
    }

    /** Lets {@code key} sign from {@code when} on, if that is sooner than it was to. */
    void signSooner(StoredSigningKey key, Instant when) {
        set(key, RegistrationTable.SIGNS_FROM, when, "#time > :time");
    }

    /** Takes {@code key} out of the key set at {@code end}, unless it was decided when before. */
    void publishUntil(StoredSigningKey key, Instant end) {
        set(key, RegistrationTable.PUBLISHED_UNTIL, end, "attribute_not_exists(#time)");
    }

    /** Takes {@code key} out of the key set at {@code end}, or when it was to go if that is sooner. */
    void withdraw(StoredSigningKey key, Instant end) {
        set(key, RegistrationTable.PUBLISHED_UNTIL, end, "(attribute_not_exists(#time) OR #time > :time)");
    }

    /** Forgets {@code key}. */
    void delete(StoredSigningKey key) {
        dynamo.deleteItem(delete -> delete.tableName(table).key(RegistrationTable.signingKeyKey(key.number())));
    }

    private void set(StoredSigningKey key, String attribute, Instant time, String condition) {
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(RegistrationTable.signingKeyKey(key.number()))
                    .updateExpression("SET #time = :time")
                    .conditionExpression("attribute_exists(pk) AND " + condition)
                    .expressionAttributeNames(Map.of("#time", attribute))
                    .expressionAttributeValues(Map.of(":time", seconds(time))));
        } catch (ConditionalCheckFailedException doneBefore) {
            // by a twin, by an earlier run, or by our own first try whose answer was lost
        }
    }
}
