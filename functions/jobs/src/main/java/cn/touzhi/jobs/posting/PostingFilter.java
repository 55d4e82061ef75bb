package cn.touzhi.jobs.posting;

import java.util.Optional;

/**
 * What a posting must be to be listed.
 *
 * @param category code; empty for all
 * @param place whose city is meant; empty for all
 * @param monthly yuan that it must pay a month, if it pays the most that it says; empty for any
 */
record PostingFilter(Optional<String> category, Optional<Place> place, Optional<Integer> monthly) {
    /** Whether {@code posting} is so. */
    boolean admits(Posting posting) {
        return category.filter(code -> !code.equals(posting.category())).isEmpty()
                && place.filter(known -> !known.city().equals(posting.place().city()))
                        .isEmpty()
                && pays(posting.wage());
    }

    /** Whether {@code wage} is enough. */
    boolean pays(Wage wage) {
        return monthly.filter(least -> wage.mostMonthly() < least).isEmpty();
    }

    /** Names it among others. */
    String name() {
        return category.orElse("") + "#" + place.map(Place::city).orElse("") + "#"
                + monthly.map(String::valueOf).orElse("");
    }
}
