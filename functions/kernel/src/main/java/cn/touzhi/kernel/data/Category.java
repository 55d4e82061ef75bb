package cn.touzhi.kernel.data;

/** Kinds of personal data, in the policy's terms (2.1, 2.2). */
public enum Category {
    /** An opaque id, a keyed digest: names a person to the platform alone. */
    PSEUDONYM,
    /** A phone number or an e-mail address. */
    CONTACT,
    /** What proves who someone is: codes, tokens, secrets of a device, only ever digested or encrypted. */
    CREDENTIAL,
    /** The date of birth, which decides whether someone may be served at all (clause 9). */
    BIRTH_DATE,
    /** What device and language someone uses. */
    DEVICE,
    /** What someone says of themselves to whoever hires: work, schooling, wishes (policy 2.1.2). */
    CAREER,
    /** What needs a separate consent (PIPL art. 28 and 29; policy 2.1.2). */
    SENSITIVE,
    /** What someone did and when: accepted, signed in, proved. */
    ACTIVITY
}
