package cn.touzhi.kernel.http;

import java.util.Locale;

/** Why a function refuses a token that the gateway let through. Clients never hear which; operators do. */
enum TokenFault {
    /** There is none in the header, or it is no signed token in compact form. */
    NO_TOKEN,
    /** Its header says other things than ours do: a type, an algorithm, a key or an address of its own. */
    FOREIGN_HEADER,
    /** The key that signed it was withdrawn. */
    DENIED_KEY,
    /** Another issuer, or another audience. */
    FOREIGN_TERMS,
    /** It has ended, or has not begun. */
    NOT_NOW,
    /** It doesn't say who, or not as ours do. */
    NOBODY,
    /** The gateway handed on other claims than these. */
    OTHER_CLAIMS;

    /** The name in logs. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
