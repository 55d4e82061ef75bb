package cn.touzhi.kernel.address;

/** Where a message can reach a person. Two notations of one place are one value. */
public sealed interface Address permits PhoneNumber, EmailAddress {
    /** The one notation under which it is stored, digested and sent to. */
    String value();

    /** Enough for its owner to know it by, and too little for anyone else (ASVS 5, 14.2.6). */
    String masked();
}
