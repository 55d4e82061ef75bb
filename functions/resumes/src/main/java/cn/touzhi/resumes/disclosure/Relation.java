package cn.touzhi.resumes.disclosure;

/** What somebody who looks at a resume is to its owner. There are no others. */
public enum Relation {
    /** The owner. */
    OWNER,
    /** Anybody, and whoever else has no relation. */
    ANONYMOUS,
    /** A member of a verified employer with a live job, who searches. */
    SEARCHER,
    /** A member of the employer to whom it was submitted, while that lasts. */
    RECIPIENT,
    /** The platform's staff. */
    STAFF
}
