package cn.touzhi.attachments.content;

/** Ends a check from any depth; without a trace, since hostile files are no fault of ours and must be cheap. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    Refusal(Reason reason) {
        super(reason.word(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** Refuses for {@code reason} where {@code bad} holds. */
    static void when(boolean bad, Reason reason) throws Refusal {
        if (bad) {
            throw new Refusal(reason);
        }
    }
}
