package cn.touzhi.resumes.disclosure;

import java.util.EnumSet;
import java.util.Set;

/** How far a field of a resume may go. */
enum Tier {
    /** What employers may find by search, once the owner made the resume public. */
    FACET(EnumSet.of(Relation.OWNER, Relation.SEARCHER, Relation.RECIPIENT), false),
    /** What a relation is needed for. */
    RELATION(EnumSet.of(Relation.OWNER, Relation.RECIPIENT), false),
    /** How somebody is reached: theirs alone who got a submission (clause 3.1.1, 3.1.2). */
    CONTACT(EnumSet.of(Relation.OWNER, Relation.RECIPIENT), false),
    /** What has a consent of its own, and goes only with the submission that it was released for (PIPL art. 29). */
    SENSITIVE(EnumSet.of(Relation.OWNER, Relation.RECIPIENT), true),
    /** What nobody else sees, unless it was released. */
    PRIVATE(EnumSet.of(Relation.OWNER, Relation.RECIPIENT), true),
    /** The owner's alone. */
    OWNERS(EnumSet.of(Relation.OWNER), false);

    private final Set<Relation> relations;
    private final boolean released;

    Tier(Set<Relation> relations, boolean released) {
        this.relations = relations;
        this.released = released;
    }

    /**
     * Whether {@code relation} sees a field of this tier.
     *
     * @param releasedToThem whether the owner released it with the submission
     */
    boolean shows(Relation relation, boolean releasedToThem) {
        return relations.contains(relation) && (!released || relation == Relation.OWNER || releasedToThem);
    }
}
