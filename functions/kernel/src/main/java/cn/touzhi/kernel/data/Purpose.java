package cn.touzhi.kernel.data;

/** What personal data is processed for. */
public enum Purpose {
    /** Opening an account and getting into it (policy 2.1.1). */
    REGISTRATION,
    /** Finding work: keeping resumes, and showing them to whom their owners wish (policy 2.1.2, 3.1). */
    RECRUITMENT,
    /** Keeping accounts and the platform from abuse (policy 2.2 (2), 5.2). */
    SECURITY,
    /** Proving what someone agreed to (policy 1; PIPL 14). */
    CONSENT_EVIDENCE,
    /** Letting other rooms do what follows: keep consents, refuse what was ended (policy 1, 5.2). */
    CONSEQUENCES,
    /** Keeping those under 16 out (policy 9). */
    AGE_GATE,
    /** Keeping what was erased from coming back (policy 6.3, 6.5). */
    ERASURE,
    /** Answering courts and authorities, and nothing else (policy 3.5, 5.1.1). */
    LEGAL_PRODUCTION
}
