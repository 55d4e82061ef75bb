package cn.touzhi.applications.application;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an employer may need an ID number for; there is nothing else (clause 2.1.2 of the policy: 笔试、面试、政审). */
enum IdentityPurpose {
    WRITTEN_EXAM,
    INTERVIEW,
    POLITICAL_REVIEW;

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<IdentityPurpose> of(String text) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.text().equals(text))
                .findFirst();
    }
}
