package cn.touzhi.registration.staff;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What staff can do to an account. */
enum ActKind {
    /** Its tokens carry the scope {@code staff} from the next sign-in on. */
    GRANT_STAFF,
    /** They carry it no more, at once. */
    TAKE_STAFF,
    /** Nobody may use it until it is unfrozen or returned; its owner can't freeze it themselves. */
    FREEZE,
    /** It may be used again, with the addresses that it has. */
    UNFREEZE,
    /** It belongs to whoever holds one address, and to nobody who holds another. */
    RETURN,
    /** Its birth date may be guessed at again. */
    RESET_BIRTH_DATE_TRIES;

    /** The name in requests, in the table and in the log. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind with this {@link #text}; empty if there is none. */
    static Optional<ActKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    /** All that there are, to be read by people. */
    static String all() {
        return Arrays.stream(values()).map(ActKind::text).collect(Collectors.joining(", "));
    }
}
