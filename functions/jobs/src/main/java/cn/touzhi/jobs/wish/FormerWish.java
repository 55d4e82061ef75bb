package cn.touzhi.jobs.wish;

/** Whether a request came before. */
public sealed interface FormerWish {
    /** It didn't, or too long ago. */
    record None() implements FormerWish {}

    /** It did, and this came of it: what the answer is made from again. */
    record Same(String made) implements FormerWish {}

    /** Something else came under its key. */
    record Other() implements FormerWish {}
}
