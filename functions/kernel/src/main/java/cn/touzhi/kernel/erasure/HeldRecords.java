package cn.touzhi.kernel.erasure;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.Change;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * Seals what the law keeps into table Held when its subject is erased. Whoever seals can't read what was sealed: that is for
 * the role for legal production alone (infra/legal-production.md).
 */
public final class HeldRecords {
    private final KmsClient kms;
    private final String key;
    private final String table;
    private final String room;

    /**
     * @param key id of HeldKey
     * @param table physical name of HeldTable
     * @param room whose records they are
     */
    public HeldRecords(KmsClient kms, String key, String table, String room) {
        this.kms = kms;
        this.key = key;
        this.table = table;
        this.room = room;
    }

    /**
     * Keeps a record, in the transaction that erases what it tells of.
     *
     * @param kind of record, a word
     * @param id names it
     * @param json what is kept, 4,096 bytes at most (AWS KMS API reference, Encrypt)
     * @param until when it goes
     */
    public TransactWriteItem keep(SubjectId subject, String kind, String id, byte[] json, Instant until) {
        byte[] sealed = kms.encrypt(request -> request.keyId(key)
                        .plaintext(SdkBytes.fromByteArray(json))
                        .encryptionContext(Map.of("room", room, "subject", subject.value(), "record", kind + "#" + id)))
                .ciphertextBlob()
                .asByteArray();
        return Change.putAnyway(table, new SealedRecord(subject, kind, id, sealed, until).toItem());
    }

    /** What the report of an erasure says of such records. */
    public static Optional<Kept> kept(String basis, Instant until) {
        return Optional.of(new Kept(SealedRecord.class.getSimpleName(), basis, until));
    }
}
