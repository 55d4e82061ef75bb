package cn.touzhi.registration.verification;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The verifications of an address, as its counter remembers them: the only way from an address to them. */
public final class AddressVerifications {
    private AddressVerifications() {}

    /** Those that {@code counter}, the item, lists; they may be gone by themselves. */
    public static List<VerificationId> in(Map<String, AttributeValue> counter) {
        AddressSendsItem item = AddressSendsItem.of(counter);
        return Stream.concat(
                        item.verifications().stream().map(AddressVerifications::withoutNumber),
                        Stream.concat(item.sends().stream(), item.known().stream())
                                .map(send -> send.message().verification()))
                .distinct()
                .toList();
    }

    private static VerificationId withoutNumber(String tag) {
        int mark = tag.indexOf('#');
        return new VerificationId(mark < 0 ? tag : tag.substring(0, mark));
    }
}
