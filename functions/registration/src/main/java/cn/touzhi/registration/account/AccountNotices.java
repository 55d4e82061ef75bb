package cn.touzhi.registration.account;

import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.address.Address;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.registration.Language;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.identity.AccountAddress;
import cn.touzhi.registration.notice.NoticeKind;
import cn.touzhi.registration.notice.Notices;
import cn.touzhi.registration.session.Holdings;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Has the addresses of an account told of what happens to it, in the language of the account. */
final class AccountNotices {
    private final Notices notices;
    private final SubjectKeys subjectKeys;

    AccountNotices(Notices notices, SubjectKeys subjectKeys) {
        this.notices = notices;
        this.subjectKeys = subjectKeys;
    }

    /** Tells all addresses that are not removed. */
    List<TransactWriteItem> toAll(NoticeKind kind, Holdings holdings) {
        return to(kind, holdings, holdings.liveAddresses());
    }

    /** Tells all addresses that are not removed but one. */
    List<TransactWriteItem> toOthers(NoticeKind kind, Holdings holdings, String addressDigest) {
        return to(
                kind,
                holdings,
                holdings.liveAddresses().stream()
                        .filter(address -> !address.addressDigest().equals(addressDigest))
                        .toList());
    }

    private List<TransactWriteItem> to(NoticeKind kind, Holdings holdings, List<AccountAddress> addresses) {
        if (addresses.isEmpty()) {
            return List.of();
        }
        List<Address> opened = subjectKeys.of(holdings.subject()).stream()
                .flatMap(key -> addresses.stream().map(address -> address.open(key)))
                .toList();
        return notices.puts(
                holdings.subject(), kind, opened, Language.of(textOf(holdings.account(), RegistrationTable.LOCALE)));
    }
}
