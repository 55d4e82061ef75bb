package cn.touzhi.privacy.consent;

/** What became of giving or withdrawing a consent. */
sealed interface Changed {
    /**
     * So it stands now, whether it was changed by this or before.
     *
     * @param sequence how many times this person's consents have changed: what other rooms must have heard of
     */
    record To(Consent consent, int sequence) implements Changed {}

    /** Nothing was ever consented to, so there was nothing to withdraw. */
    record Never(int sequence) implements Changed {}

    /** The session doesn't go on. */
    record NotAdmitted() implements Changed {}

    /** Others changed something each time it was tried. */
    record Busy() implements Changed {}
}
