package cn.touzhi.resumes.search;

import cn.touzhi.kernel.search.Keywords;
import cn.touzhi.resumes.resume.PublicCards;
import cn.touzhi.resumes.resume.ResumeFields;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom an employer looks for.
 *
 * @param category code of what they want to work as
 * @param city code of where; empty for anywhere
 * @param education code of the least that they must have; empty for any
 * @param years that they have worked at least
 * @param salary that they must be content with, in yuan a month; empty for any
 * @param keyword of what they did and are able to
 */
record Wanted(
        String category,
        Optional<String> city,
        Optional<String> education,
        int years,
        Optional<Integer> salary,
        Optional<String> keyword) {
    /** The resumes themselves tell whether they have the rest. */
    private static final int MOST_LISTS = 5;

    /** All lists in which they stand: that of category and city first. */
    List<String> lists() {
        List<String> lists = new ArrayList<>();
        lists.add(PublicCards.listOf(category, city.map(PublicCards::cityOf).orElse(PublicCards.EVERYWHERE)));
        keywords().stream().map(PublicCards::listOf).forEach(lists::add);
        return lists;
    }

    /** Those of them that are looked into. */
    List<String> readLists() {
        return lists().stream().limit(MOST_LISTS).toList();
    }

    List<String> keywords() {
        return keyword.map(List::of).map(Keywords::of).orElse(List.of());
    }

    /** Whether a card says so; the lists in which it stands tell the rest. */
    boolean admits(ResumeFields fields, LocalDate today) {
        return educated(fields) && yearsOf(fields, today) >= years && content(fields);
    }

    /** Codes of higher levels are lower (GB/T 4658); 90 is any other. */
    private boolean educated(ResumeFields fields) {
        return education.isEmpty()
                || fields.education().stream()
                        .map(ResumeFields.Schooling::level)
                        .anyMatch(level -> level.compareTo(education.get()) <= 0);
    }

    /** How many whole years somebody has worked. */
    static int yearsOf(ResumeFields fields, LocalDate today) {
        return Optional.ofNullable(fields.workingSince())
                .map(month ->
                        Period.between(YearMonth.parse(month).atDay(1), today).getYears())
                .orElse(0);
    }

    private boolean content(ResumeFields fields) {
        return salary.isEmpty()
                || fields.intentions().stream()
                        .filter(intention -> intention.category().equals(category))
                        .anyMatch(intention -> intention.salary().min() <= salary.get());
    }

    /** Names it among others. */
    String name() {
        return String.join(
                "\n",
                category,
                city.orElse(""),
                education.orElse(""),
                Integer.toString(years),
                salary.map(String::valueOf).orElse(""),
                String.join("\t", keywords()));
    }
}
