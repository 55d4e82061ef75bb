package cn.touzhi.kernel.idempotency;

/** Whether a request came before. */
public sealed interface FormerRequest {
    /** It didn't, or too long ago. */
    record None() implements FormerRequest {}

    /** It did, and this came of it: what the answer is made from again. */
    record Same(String made) implements FormerRequest {}

    /** Something else came under its key. */
    record Other() implements FormerRequest {}
}
