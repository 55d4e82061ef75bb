package cn.touzhi.resumes.disclosure;

import java.util.EnumSet;
import java.util.Set;

/** How far a field of a resume may go. */
enum Tier {
    /** What employers may find by search, once the owner made the resume public. */
    FACET(EnumSet.of(Relation.OWNER, Relation.SEARCHER, Relation.RECIPIENT), EnumSet.noneOf(Relation.class)),
    /** What a relation is needed for. */
    RELATION(EnumSet.of(Relation.OWNER, Relation.RECIPIENT), EnumSet.noneOf(Relation.class)),
    /** How somebody is reached: theirs alone who got a submission (clause 3.1.1, 3.1.2). */
    CONTACT(EnumSet.of(Relation.OWNER, Relation.RECIPIENT), EnumSet.noneOf(Relation.class)),
    /**
     * What has a consent of its own, and goes only with the submission that it was released for (PIPL art. 29). Its owner
     * too sees it only where they ask to: a screen has more than one reader (ASVS 5, 14.2.6).
     */
    SENSITIVE(EnumSet.of(Relation.OWNER, Relation.RECIPIENT), EnumSet.of(Relation.OWNER, Relation.RECIPIENT)),
    /** What nobody else sees, unless it was released. */
    PRIVATE(EnumSet.of(Relation.OWNER, Relation.RECIPIENT), EnumSet.of(Relation.RECIPIENT)),
    /** The owner's alone. */
    OWNERS(EnumSet.of(Relation.OWNER), EnumSet.noneOf(Relation.class));

    private final Set<Relation> relations;
    private final Set<Relation> onlyReleased;

    Tier(Set<Relation> relations, Set<Relation> onlyReleased) {
        this.relations = relations;
        this.onlyReleased = onlyReleased;
    }

    /**
     * Whether {@code relation} sees a field of this tier.
     *
     * @param releasedToThem whether the owner released it: to others with the submission, to themselves by asking for it
     */
    boolean shows(Relation relation, boolean releasedToThem) {
        return relations.contains(relation) && (releasedToThem || !onlyReleased.contains(relation));
    }
}
