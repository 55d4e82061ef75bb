package cn.touzhi.jobs.posting;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalText;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.employer.PostingId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An open posting as it stands in a list, newest first: what a card shows and nothing more. Each lies in four lists, with
 * its category or all, and its city or all; so a page is one query, whatever is asked for.
 *
 * @param partition of category and city
 * @param posting which
 * @param openedAt since when it is listed
 * @param title of the work
 * @param employerName whose
 * @param category code
 * @param nature of the work
 * @param place code
 * @param wage what it pays
 * @param education the least that is asked for, if any is
 * @param experienceMonths the least that is asked for
 * @param expiresAt when it ends
 */
@Stored(
        table = JobsTable.NAME,
        key = "LISTING#{category}#{city} / {openedAt}#{posting}",
        pathFromSubject = "none: it tells of an organisation's work")
record Listing(
        @NotPersonal("category and city") String partition,
        @NotPersonal("names a posting") PostingId posting,
        @NotPersonal("when it was opened") Instant openedAt,
        @NotPersonal("what an organisation makes public") String title,
        @NotPersonal("an organisation's") String employerName,
        @NotPersonal("what an organisation makes public") String category,
        @NotPersonal("what an organisation makes public") Nature nature,
        @NotPersonal("what an organisation makes public") Place place,
        @NotPersonal("what an organisation makes public") Wage wage,
        @NotPersonal("what an organisation makes public") Optional<String> education,
        @NotPersonal("what an organisation makes public") int experienceMonths,
        @NotPersonal("when it goes") Instant expiresAt) {
    /** Stands for all categories, or all cities. */
    static final String ALL = "ALL";

    /** Where to look for what is asked; empty stands for all. */
    static String partitionOf(Optional<String> category, Optional<Place> place) {
        return JobsTable.listingPartition(
                category.orElse(ALL), place.map(Place::city).orElse(ALL));
    }

    /** As {@code posting} is listed; nowhere if it isn't open. */
    static List<Listing> of(Posting posting) {
        if (posting.state() != PostingState.OPEN) {
            return List.of();
        }
        Optional<String> category = Optional.of(posting.fields().category());
        Optional<Place> place = Optional.of(posting.fields().place());
        return List.of(
                of(posting, partitionOf(category, place)),
                of(posting, partitionOf(category, Optional.empty())),
                of(posting, partitionOf(Optional.empty(), place)),
                of(posting, partitionOf(Optional.empty(), Optional.empty())));
    }

    private static Listing of(Posting posting, String partition) {
        PostingFields fields = posting.fields();
        return new Listing(
                partition,
                posting.id(),
                posting.openedAt().orElseThrow(),
                fields.title(),
                posting.employerName(),
                fields.category(),
                fields.nature(),
                fields.place(),
                fields.wage(),
                fields.education(),
                fields.experienceMonths(),
                fields.validThrough());
    }

    Map<String, AttributeValue> key() {
        return JobsTable.key(partition, sortKeyOf(openedAt, posting));
    }

    /** By when it was opened; ten digits are enough until the year 2286. */
    static String sortKeyOf(Instant openedAt, PostingId posting) {
        return "%010d#%s".formatted(openedAt.getEpochSecond(), posting.value());
    }

    /** The posting that such a sort key names. */
    static PostingId postingIn(String sortKey) {
        return new PostingId(sortKey.substring(sortKey.indexOf('#') + 1));
    }

    /** What a card shows of an open posting, wherever it was found. */
    static Listing cardOf(Posting posting) {
        return of(posting, partitionOf(Optional.empty(), Optional.empty()));
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(key());
        item.put(PostingFields.TITLE, text(title));
        item.put(Posting.EMPLOYER_NAME, text(employerName));
        item.put(PostingFields.CATEGORY, text(category));
        item.put(PostingFields.NATURE, text(nature.text()));
        item.put(PostingFields.PLACE, text(place.code()));
        item.put(PostingFields.WAGE, wage.toAttribute());
        education.ifPresent(code -> item.put(PostingFields.EDUCATION, text(code)));
        item.put(PostingFields.EXPERIENCE, number(experienceMonths));
        item.put(JobsTable.EXPIRES_AT, seconds(expiresAt));
        return item;
    }

    static Listing of(Map<String, AttributeValue> item) {
        String[] opened = textOf(item, JobsTable.SK).split("#", -1);
        return new Listing(
                textOf(item, JobsTable.PK),
                new PostingId(opened[1]),
                Instant.ofEpochSecond(Long.parseLong(opened[0])),
                textOf(item, PostingFields.TITLE),
                textOf(item, Posting.EMPLOYER_NAME),
                textOf(item, PostingFields.CATEGORY),
                Nature.of(textOf(item, PostingFields.NATURE)).orElseThrow(),
                new Place(textOf(item, PostingFields.PLACE)),
                Wage.of(item.get(PostingFields.WAGE)),
                optionalText(item, PostingFields.EDUCATION),
                numberOf(item, PostingFields.EXPERIENCE),
                instantOf(item, JobsTable.EXPIRES_AT));
    }
}
