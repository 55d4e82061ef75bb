package cn.touzhi.registration.erasure;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalText;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.erasure.Findings;
import cn.touzhi.kernel.erasure.Kept;
import cn.touzhi.kernel.erasure.SubjectData.Page;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.verification.AddressVerifications;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * What registration holds of one address of an account: the account's own word of it, the guard, and the verifications
 * that the address's counter lists, asked for by whomever. They go in one transaction, for once the account's word is
 * gone nothing leads to the rest. The counter itself stays until it ends: a keyed digest, and times.
 */
final class AddressData {
    private static final int DETAIL_AND_GUARD = 2;

    private final DynamoDbClient dynamo;
    private final String table;

    AddressData(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** The actions that take it away; where there are too many verifications, some of them first. */
    Page of(SubjectId subject, String addressDigest) {
        List<Optional<Map<String, AttributeValue>>> found = BatchReads.read(
                dynamo,
                table,
                List.of(RegistrationTable.identityKey(addressDigest), RegistrationTable.sendsKey(addressDigest)));
        Optional<Map<String, AttributeValue>> counter = found.getLast();
        List<Map<String, AttributeValue>> verifications =
                counter.map(this::verificationsOf).orElse(List.of());
        List<TransactWriteItem> actions = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        int most = Page.MOST_ACTIONS - DETAIL_AND_GUARD;
        for (Map<String, AttributeValue> key : verifications.subList(0, Math.min(most, verifications.size()))) {
            actions.add(Change.when(table, "attribute_exists(#pk)").delete(key));
            kinds.add("Verification");
        }
        if (verifications.size() <= most) {
            actions.add(Change.when(table, "attribute_exists(#pk)")
                    .delete(RegistrationTable.identityOfKey(subject, addressDigest)));
            kinds.add("AccountAddress");
            if (isOf(subject, found.getFirst())) {
                actions.add(Change.when(table, "#subject = :subject")
                        .with(":subject", text(subject.value()))
                        .delete(RegistrationTable.identityKey(addressDigest)));
                kinds.add("Identity");
            }
        }
        return new Page(
                actions,
                Findings.erased(kinds)
                        .keeping(counter.map(item ->
                                new Kept("AddressSendsItem", "5.2", instantOf(item, RegistrationTable.EXPIRES_AT)))));
    }

    /** Unless the address is somebody else's by now. */
    private static boolean isOf(SubjectId subject, Optional<Map<String, AttributeValue>> guard) {
        return guard.flatMap(item -> optionalText(item, RegistrationTable.SUBJECT))
                .filter(subject.value()::equals)
                .isPresent();
    }

    /** The keys of those that are still there. */
    private List<Map<String, AttributeValue>> verificationsOf(Map<String, AttributeValue> counter) {
        List<Map<String, AttributeValue>> keys = AddressVerifications.in(counter).stream()
                .map(RegistrationTable::verificationKey)
                .toList();
        if (keys.isEmpty()) {
            return List.of();
        }
        List<Optional<Map<String, AttributeValue>>> found = BatchReads.read(dynamo, table, keys);
        return IntStream.range(0, keys.size())
                .filter(index -> found.get(index).isPresent())
                .mapToObj(keys::get)
                .toList();
    }
}
