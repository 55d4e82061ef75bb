package cn.touzhi.jobs.posting;

import cn.touzhi.jobs.search.Position;
import cn.touzhi.kernel.http.Page;
import java.util.List;
import java.util.Optional;

/** Finds open postings. Each one found is as it is at that moment, however old the index that led to it. */
interface PostingSearch {
    /**
     * Those with all keywords, newest first.
     *
     * @return a page; empty if the cursor is of another search
     */
    Optional<Page<Posting>> byKeywords(KeywordSearch search);

    /** The nearest, the very nearest first. Where somebody looks from is kept nowhere (clause 2.3.3). */
    List<Nearby> near(NearbySearch search);

    /**
     * What is looked for.
     *
     * @param keywords at least one
     * @param filter what else it must be
     * @param cursor of the page before
     */
    record KeywordSearch(List<String> keywords, PostingFilter filter, Optional<String> cursor) {
        /** Takes a copy. */
        public KeywordSearch {
            keywords = List.copyOf(keywords);
        }
    }

    /**
     * What is looked for.
     *
     * @param from where somebody is, or wants to be
     * @param metres how far away at most
     * @param category code; empty for all
     */
    record NearbySearch(Position from, int metres, Optional<String> category) {}

    /**
     * What was found.
     *
     * @param posting which
     * @param metres how far away
     */
    record Nearby(Posting posting, double metres) {}
}
