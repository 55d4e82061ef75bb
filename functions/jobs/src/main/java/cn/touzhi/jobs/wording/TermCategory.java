package cn.touzhi.jobs.wording;

import java.util.Locale;

/** For what wording may keep people out. */
public enum TermCategory {
    GENDER("must not ask for a gender"),
    MARITAL("must not ask for a marital status, or about children"),
    AGE("must not ask for an age"),
    HOUSEHOLD("must not ask for a household registration or an origin"),
    ETHNIC("must not ask for an ethnic group"),
    BELIEF("must not ask for a belief"),
    HEALTH("must not keep out carriers or people with disabilities");

    private final String demand;

    TermCategory(String demand) {
        this.demand = demand;
    }

    /** What is asked of whoever words it so. */
    public String demand() {
        return demand;
    }

    /**
     * The category of that name in the data.
     *
     * @throws IllegalArgumentException if there is none
     */
    static TermCategory named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
