package cn.touzhi.jobs.posting;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.search.Position;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.employer.PostingId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An open posting among those of a cell of the map, with its category or all, in the order of smaller cells. It is only a
 * way to the posting; see {@link KeywordListing}.
 *
 * @param cell geohash of four characters, some 39 by 20 km at the equator
 * @param category code, or that which stands for all
 * @param geohash of eight characters, some 40 by 20 m
 * @param posting which
 * @param position where
 * @param version of the posting when this was written
 * @param expiresAt when it ends
 */
@Stored(
        table = JobsTable.NAME,
        key = "NEAR#{cell}#{category} / {geohash}#{posting}",
        pathFromSubject = "none: it tells of an organisation's work")
record NearbyListing(
        @NotPersonal("where an organisation's work is") String cell,
        @NotPersonal("what an organisation makes public") String category,
        @NotPersonal("where an organisation's work is") String geohash,
        @NotPersonal("names a posting") PostingId posting,
        @NotPersonal("where an organisation's work is") Position position,
        @NotPersonal("a counter") int version,
        @NotPersonal("when it goes") Instant expiresAt) {
    /** Length of the geohash that a partition is named after. */
    static final int CELL = 4;

    private static final int GEOHASH = 8;

    /** Where the postings of a cell lie. */
    static String partitionOf(String cell, Optional<String> category) {
        return JobsTable.nearbyPartition(cell.substring(0, CELL), category.orElse(Listing.ALL));
    }

    /** As an open {@code posting} is listed; nowhere if it doesn't say where it is. */
    static List<NearbyListing> of(Posting posting) {
        return posting.position().stream()
                .flatMap(position -> Stream.of(posting.category(), Listing.ALL)
                        .map(category -> new NearbyListing(
                                position.cell(CELL),
                                category,
                                position.cell(GEOHASH),
                                posting.id(),
                                position,
                                posting.version(),
                                posting.validThrough())))
                .toList();
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(
                JobsTable.key(JobsTable.nearbyPartition(cell, category), geohash + "#" + posting.value()));
        item.put(PostingFields.POSITION, position.toAttribute());
        item.put(JobsTable.VERSION, number(version));
        item.put(JobsTable.EXPIRES_AT, seconds(expiresAt));
        return item;
    }
}
