package cn.touzhi.kernel.queue;

/** What became of an event that a queue brought. */
public enum Heard {
    /** It had its effect, now or before, or must have none: the message goes. */
    DONE,
    /** Not yet: the message comes again after a while that grows with each try. */
    AGAIN,
    /** Of a type that is none of this consumer's business: the message goes, and is counted. */
    FOREIGN
}
