package cn.touzhi.resumes.disclosure;

import java.util.Locale;

/** Everything that a resume can say, with how far it may go (clauses 2.1.2, 3.1.1 and 3.1.2 of the policy). */
enum Field {
    TITLE(Tier.OWNERS),
    LANGUAGE(Tier.FACET),
    INTENTIONS(Tier.FACET),
    AVAILABILITY(Tier.FACET),
    CITY(Tier.FACET),
    WORKING_SINCE(Tier.FACET),
    EDUCATION_LEVEL(Tier.FACET),
    MAJOR(Tier.FACET),
    /** What they worked as, without where and when. */
    POSITIONS(Tier.FACET),
    /** Five years, in one of which they were born. */
    BIRTH_YEARS(Tier.FACET),
    SKILLS(Tier.FACET),
    LANGUAGES(Tier.FACET),
    GENDER(Tier.RELATION),
    AGE(Tier.RELATION),
    SCHOOL(Tier.RELATION),
    WORK(Tier.RELATION),
    PROJECTS(Tier.RELATION),
    CERTIFICATES(Tier.RELATION),
    AWARDS(Tier.RELATION),
    INTRODUCTION(Tier.RELATION),
    /** Which files there are, and the files and thumbnails themselves. */
    ATTACHMENTS(Tier.RELATION),
    NAME(Tier.CONTACT),
    PHONE(Tier.CONTACT),
    EMAIL(Tier.CONTACT),
    WECHAT(Tier.OWNERS),
    BIRTH_DATE(Tier.OWNERS),
    MONTHLY_SALARY(Tier.PRIVATE),
    ETHNIC_GROUP(Tier.SENSITIVE),
    HEALTH(Tier.SENSITIVE),
    POLITICAL_STATUS(Tier.SENSITIVE),
    MARITAL_STATUS(Tier.SENSITIVE),
    BODY(Tier.SENSITIVE),
    HOUSEHOLD(Tier.SENSITIVE),
    /** Which attachment it is, and the picture itself. */
    PHOTO(Tier.SENSITIVE);

    private final Tier tier;

    Field(Tier tier) {
        this.tier = tier;
    }

    Tier tier() {
        return tier;
    }

    /** The name by which it is released. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
