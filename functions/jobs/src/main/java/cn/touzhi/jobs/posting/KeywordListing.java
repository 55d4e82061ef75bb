package cn.touzhi.jobs.posting;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.search.Keywords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An open posting among those of a keyword, in its city or in all, newest first. It is only a way to the posting, which is
 * read before it is shown: so one that was left over does no harm.
 *
 * @param keyword of title, employer and benefits
 * @param city code, or that which stands for all
 * @param posting which
 * @param openedAt since when it is listed
 * @param version of the posting when this was written
 * @param expiresAt when it ends
 */
@Stored(
        table = JobsTable.NAME,
        key = "WORD#{keyword}#{city} / {openedAt}#{posting}",
        pathFromSubject = "none: it tells of an organisation's work")
record KeywordListing(
        @NotPersonal("what an organisation makes public") String keyword,
        @NotPersonal("what an organisation makes public") String city,
        @NotPersonal("names a posting") PostingId posting,
        @NotPersonal("when it was opened") Instant openedAt,
        @NotPersonal("a counter") int version,
        @NotPersonal("when it goes") Instant expiresAt) {
    /**
     * Of so many keywords at most each posting is found: with both lists of each, and all that a posting stands in
     * besides, no more than the hundred actions of a transaction (DynamoDB API reference, TransactWriteItems).
     */
    static final int MOST_KEYWORDS = 40;

    /** Where the postings of {@code keyword} lie. */
    static String partitionOf(String keyword, Optional<Place> place) {
        return JobsTable.keywordPartition(keyword, place.map(Place::city).orElse(Listing.ALL));
    }

    /** By which keywords {@code posting} is found: those of the title first. */
    static List<String> keywordsOf(Posting posting) {
        List<String> texts = new ArrayList<>(List.of(posting.title(), posting.employerName()));
        texts.addAll(posting.benefits());
        return Keywords.of(texts).stream().limit(MOST_KEYWORDS).toList();
    }

    /** As an open {@code posting} is listed. */
    static List<KeywordListing> of(Posting posting) {
        return keywordsOf(posting).stream()
                .flatMap(keyword -> Stream.of(posting.place().city(), Listing.ALL)
                        .map(city -> new KeywordListing(
                                keyword,
                                city,
                                posting.id(),
                                posting.openedAt().orElseThrow(),
                                posting.version(),
                                posting.validThrough())))
                .toList();
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(
                JobsTable.key(JobsTable.keywordPartition(keyword, city), Listing.sortKeyOf(openedAt, posting)));
        item.put(JobsTable.VERSION, number(version));
        item.put(JobsTable.EXPIRES_AT, seconds(expiresAt));
        return item;
    }
}
