package cn.touzhi.jobs.posting;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.http.Cursors;
import cn.touzhi.kernel.http.Page;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The room's own index: queries side by side, and the postings that they lead to in one more read. */
final class DynamoPostingSearch implements PostingSearch {
    /** Postings that are read for a page: twice as many as it shows, since some are no more what the index says. */
    private static final int MOST_READ = 2 * Page.SIZE;

    /**
     * Rings around whoever looks, with lengths of the cells that cover each: some ten or twenty do. The smallest is for the
     * middle of a city, where a larger cell holds more postings than are looked at, and the nearest might not be among them.
     */
    private static final List<Ring> RINGS =
            List.of(new Ring(150, 7), new Ring(1200, 6), new Ring(5000, 5), new Ring(20_000, 4));

    private final DynamoDbClient dynamo;
    private final String table;
    private final Clock clock;
    private final KeywordLists keywords;
    private final NearbyCells cells;
    private final Cursors cursors;

    DynamoPostingSearch(DynamoDbClient dynamo, String table, Cursors cursors, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
        this.keywords = new KeywordLists(dynamo, table);
        this.cells = new NearbyCells(dynamo, table);
        this.cursors = cursors;
    }

    @Override
    public Optional<Page<Posting>> byKeywords(KeywordSearch search) {
        String query = "words#" + search.filter().name() + "#" + String.join("#", search.keywords());
        Optional<String> after = search.cursor().flatMap(given -> cursors.read(given, query));
        if (search.cursor().isPresent() && after.isEmpty()) {
            return Optional.empty();
        }
        KeywordLists.Found found =
                keywords.common(search.keywords(), search.filter().place(), after);
        List<String> sortKeys = found.sortKeys().stream().limit(MOST_READ).toList();
        Map<PostingId, Posting> open = open(
                sortKeys.stream().map(Listing::postingIn).toList(),
                posting -> search.filter().admits(posting)
                        && KeywordListing.keywordsOf(posting).containsAll(search.keywords()));
        List<Posting> shown = new ArrayList<>();
        String last = "";
        for (String sortKey : sortKeys) {
            if (shown.size() == Page.SIZE) {
                break;
            }
            Optional.ofNullable(open.get(Listing.postingIn(sortKey))).ifPresent(shown::add);
            last = sortKey;
        }
        boolean all = sortKeys.isEmpty() || last.equals(found.sortKeys().getLast());
        Optional<String> next = all ? found.readTo() : Optional.of(last);
        return Optional.of(new Page<>(shown, next.map(sortKey -> cursors.after(sortKey, query))));
    }

    @Override
    public List<Nearby> near(NearbySearch search) {
        List<Ring> rings =
                RINGS.stream().filter(ring -> ring.metres() <= search.metres()).toList();
        for (Ring ring : rings) {
            List<PostingId> nearest = nearest(search, ring);
            // where enough are near by, as in the middle of a city, none farther away is looked for
            if (nearest.size() >= Page.SIZE || ring.equals(rings.getLast())) {
                List<Nearby> found = stillThere(search, ring, nearest);
                if (found.size() == Page.SIZE || ring.equals(rings.getLast())) {
                    return found;
                }
            }
        }
        return List.of();
    }

    private List<PostingId> nearest(NearbySearch search, Ring ring) {
        return cells.within(search.from(), ring.metres(), ring.cell(), search.category()).stream()
                .map(NearbyCells.Found::posting)
                // one that moved may be left over elsewhere
                .distinct()
                .limit(MOST_READ)
                .toList();
    }

    private List<Nearby> stillThere(NearbySearch search, Ring ring, List<PostingId> nearest) {
        PostingFilter filter = new PostingFilter(search.category(), Optional.empty(), Optional.empty());
        return open(nearest, filter::admits).values().stream()
                // the index may still say where it was
                .flatMap(posting -> posting.position().stream()
                        .map(position -> new Nearby(posting, position.metresTo(search.from()))))
                .filter(found -> found.metres() <= ring.metres())
                .sorted(Comparator.comparingDouble(Nearby::metres)
                        .thenComparing(found -> found.posting().id().value()))
                .limit(Page.SIZE)
                .toList();
    }

    private Map<PostingId, Posting> open(List<PostingId> ids, Predicate<Posting> wanted) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var items = BatchReads.read(
                dynamo, table, ids.stream().map(JobsTable::postingKey).toList());
        List<Posting> postings = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            PostingId id = ids.get(i);
            items.get(i)
                    .map(item -> Posting.of(id, item).at(clock.instant()))
                    .filter(posting -> posting.state() == PostingState.OPEN)
                    .filter(wanted)
                    .ifPresent(postings::add);
        }
        return postings.stream().collect(Collectors.toMap(Posting::id, posting -> posting));
    }

    /**
     * One of them.
     *
     * @param metres how wide
     * @param cell length of the geohash of its cells
     */
    private record Ring(int metres, int cell) {}
}
