package cn.touzhi.registration.verification;

import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.limit.SmsTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A verification as it begins. */
final class NewVerification {
    private NewVerification() {}

    static Verification of(
            AddressRequest request,
            String addressDigest,
            byte[] address,
            Optional<SmsTarget> target,
            byte[] requestDigest,
            FreshCode fresh) {
        return new Verification(
                request.channel(),
                request.purpose(),
                request.language(),
                request.client(),
                addressDigest,
                address,
                Optional.of(fresh.sealed()),
                fresh.digest(),
                fresh.number(),
                SendState.SENDING,
                fresh.nextSendAt(),
                fresh.codeEndsAt(),
                0,
                fresh.guessLimit(),
                fresh.allowance(),
                target.map(SmsTarget::block),
                target.map(SmsTarget::country),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                requestDigest,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                EventAttribute.of(fresh.event()).m(),
                fresh.expiresAt());
    }

    /** What is stored of {@code verification}, without its key. */
    static Map<String, AttributeValue> attributes(Verification verification) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(RegistrationTable.CHANNEL, text(verification.channel().text()));
        item.put(RegistrationTable.PURPOSE, text(verification.purpose().text()));
        item.put(RegistrationTable.LOCALE, text(verification.locale().text()));
        item.put(RegistrationTable.CLIENT, text(verification.client().text()));
        item.put(RegistrationTable.ADDRESS_DIGEST, text(verification.addressDigest()));
        item.put(RegistrationTable.ADDRESS, bytes(verification.address()));
        verification.code().ifPresent(code -> item.put(RegistrationTable.CODE, bytes(code)));
        item.put(RegistrationTable.CODE_DIGEST, bytes(verification.codeDigest()));
        item.put(RegistrationTable.NUMBER, number(verification.number()));
        item.put(RegistrationTable.STATE, text(verification.state().text()));
        item.put(RegistrationTable.NEXT_SEND_AT, seconds(verification.nextSendAt()));
        item.put(RegistrationTable.CODE_ENDS_AT, seconds(verification.codeEndsAt()));
        item.put(RegistrationTable.GUESSES, number(verification.guesses()));
        item.put(RegistrationTable.GUESS_LIMIT, number(verification.guessLimit()));
        item.put(RegistrationTable.ALLOWANCE, text(verification.allowance().text()));
        verification.target().ifPresent(target -> {
            item.put(RegistrationTable.BLOCK, text(target.block()));
            item.put(RegistrationTable.COUNTRY, text(target.country()));
        });
        item.put(RegistrationTable.REQUEST_DIGEST, bytes(verification.requestDigest()));
        item.put(EventAttribute.NAME, AttributeValue.fromM(verification.event()));
        item.put(RegistrationTable.EXPIRES_AT, seconds(verification.expiresAt()));
        return item;
    }
}
