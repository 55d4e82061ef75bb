package cn.touzhi.registration.staff;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.address.Address;
import cn.touzhi.kernel.address.EmailAddress;
import cn.touzhi.kernel.address.PhoneNumbers;
import cn.touzhi.registration.AddressDigests;
import cn.touzhi.registration.verification.Channel;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads requests as narrowly as the API's are read: what is there must be described, and what is described be there. */
final class ActReader {
    private static final int LONGEST_REASON = 500;
    private static final Set<String> ALWAYS = Set.of("act", "subject", "by", "reason", "request");
    private static final Set<String> FOR_RETURN =
            Set.of("act", "subject", "by", "reason", "request", "channel", "address");

    private final PhoneNumbers phoneNumbers;
    private final AddressDigests digests;

    ActReader(PhoneNumbers phoneNumbers, AddressDigests digests) {
        this.phoneNumbers = phoneNumbers;
        this.digests = digests;
    }

    /** Reads a whole request. */
    Reading read(byte[] json) {
        try {
            return new Reading.Understood(requestOf(FlatJson.read(json)));
        } catch (FlatJson.MalformedException malformed) {
            return new Reading.Malformed(malformed.getMessage());
        }
    }

    private ActRequest requestOf(Map<String, String> fields) {
        ActKind act = field(fields, "act", ActKind::of, "one of " + ActKind.all());
        Set<String> described = act == ActKind.RETURN ? FOR_RETURN : ALWAYS;
        if (!described.containsAll(fields.keySet())) {
            throw new FlatJson.MalformedException("must have no fields but "
                    + String.join(", ", described.stream().sorted().toList()));
        }
        return new ActRequest(
                act,
                field(fields, "subject", SubjectId::parse, "the id of an account"),
                field(fields, "by", Operator::parse, Operator.FORM),
                field(
                        fields,
                        "reason",
                        ActReader::reason,
                        "1 to " + LONGEST_REASON + " characters, not all of them blank"),
                field(fields, "request", RequestId::parse, RequestId.FORM),
                act == ActKind.RETURN ? Optional.of(holder(fields)) : Optional.empty());
    }

    private ActRequest.Holder holder(Map<String, String> fields) {
        Channel channel = field(fields, "channel", ActReader::channel, "sms or email");
        Address address =
                switch (channel) {
                    case SMS ->
                        field(
                                fields,
                                "address",
                                phoneNumbers::parse,
                                "a mobile number of a country that messages go to");
                    case EMAIL -> field(fields, "address", EmailAddress::parse, "an e-mail address");
                };
        return new ActRequest.Holder(channel, address, digests.of(channel, address));
    }

    private static <T> T field(
            Map<String, String> fields,
            String name,
            Function<String, ? extends Optional<? extends T>> parser,
            String form) {
        Optional<? extends T> value = Optional.ofNullable(fields.get(name)).flatMap(parser);
        if (value.isEmpty()) {
            throw new FlatJson.MalformedException(name + ": must be " + form);
        }
        return value.get();
    }

    private static Optional<String> reason(String text) {
        return Optional.of(text)
                .filter(given -> !given.isBlank() && given.codePointCount(0, given.length()) <= LONGEST_REASON);
    }

    private static Optional<Channel> channel(String text) {
        return Arrays.stream(Channel.values())
                .filter(channel -> channel.text().equals(text))
                .findFirst();
    }
}
