package cn.touzhi.resumes.resume;

import cn.touzhi.kernel.search.Keywords;
import cn.touzhi.resumes.disclosure.DisclosurePolicy;
import cn.touzhi.resumes.disclosure.Relation;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Makes the cards of public resumes, and reads them. */
public final class PublicCards {
    /** Stands for every city. */
    public static final String EVERYWHERE = "ALL";

    /**
     * By so many at most a resume is found: with its categories and cities, before and after a change, no more than the
     * hundred actions of a transaction (DynamoDB API reference, TransactWriteItems).
     */
    private static final int MOST_KEYWORDS = 28;

    private final DisclosurePolicy policy;
    private final JsonMapper json;

    public PublicCards(DisclosurePolicy policy, JsonMapper json) {
        this.policy = policy;
        this.json = json;
    }

    /** The card of a resume that says {@code opened}. */
    PublicCard of(Sealing.Opened opened) {
        DisclosurePolicy.Disclosed seen = policy.view(Relation.SEARCHER, Set.of(), opened);
        try {
            String card = json.writeValueAsString(new Content(seen.fields(), seen.firstBirthYear()));
            return new PublicCard(card, listsOf(seen.fields()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What a card says. */
    public Content read(String card) {
        try {
            return json.readValue(card, Content.class);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The list of those who want to work as {@code category} in {@code city}. */
    public static String listOf(String category, String city) {
        return category + "-" + city;
    }

    /** The list of those who have {@code keyword}. */
    public static String listOf(String keyword) {
        return "~" + keyword;
    }

    /** The city that a region belongs to; a province stands for itself (GB/T 2260). */
    public static String cityOf(String region) {
        return region.substring(0, 4) + "00";
    }

    /** By which words a resume is found: skills first, then what its owner worked as. */
    public static List<String> keywordsOf(ResumeFields seen) {
        return Keywords.of(Stream.concat(
                                seen.skills().stream(), seen.work().stream().map(ResumeFields.Employment::position))
                        .toList())
                .stream()
                .limit(MOST_KEYWORDS)
                .toList();
    }

    private static Set<String> listsOf(ResumeFields seen) {
        Set<String> lists = new TreeSet<>();
        for (ResumeFields.Intention intention : seen.intentions()) {
            lists.add(listOf(intention.category(), EVERYWHERE));
            Set<String> cities = new LinkedHashSet<>();
            intention.regions().forEach(region -> cities.add(cityOf(region)));
            cities.forEach(city -> lists.add(listOf(intention.category(), city)));
        }
        keywordsOf(seen).forEach(keyword -> lists.add(listOf(keyword)));
        return lists;
    }

    /**
     * What a card says.
     *
     * @param fields all else is missing
     * @param firstBirthYear of the five years in one of which its owner was born
     */
    @Serdeable
    public record Content(ResumeFields fields, @Nullable Integer firstBirthYear) {}
}
