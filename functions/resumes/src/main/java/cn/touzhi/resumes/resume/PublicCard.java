package cn.touzhi.resumes.resume;

import java.util.Set;

/**
 * What those who search see of a public resume, and where they find it.
 *
 * @param json what they see, as the policy of disclosure gives it
 * @param lists in which it stands
 */
record PublicCard(String json, Set<String> lists) {
    /** Takes a copy. */
    PublicCard {
        lists = Set.copyOf(lists);
    }
}
