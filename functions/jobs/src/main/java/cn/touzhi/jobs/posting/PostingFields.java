package cn.touzhi.jobs.posting;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalText;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.jobs.search.Position;
import cn.touzhi.jobs.wording.LegalBasis;
import cn.touzhi.jobs.wording.TermCategory;
import cn.touzhi.jobs.wording.Wording;
import cn.touzhi.kernel.http.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a posting says, after schema.org's JobPosting. It has no field for whom an employer would rather have.
 *
 * @param title of the work
 * @param category code of the platform's table
 * @param nature full time, part time, internship, shop
 * @param place where
 * @param wage what it pays
 * @param headcount how many are looked for
 * @param education code (GB/T 4658) of the least that is asked for, if any is
 * @param experienceMonths the least that is asked for
 * @param description of the work
 * @param benefits beside the wage
 * @param validThrough when it ends
 * @param position where on the map, if it says so
 */
record PostingFields(
        String title,
        String category,
        Nature nature,
        Place place,
        Wage wage,
        int headcount,
        Optional<String> education,
        int experienceMonths,
        String description,
        List<String> benefits,
        Instant validThrough,
        Optional<Position> position) {
    static final String TITLE = "title";
    static final String CATEGORY = "category";
    static final String NATURE = "nature";
    static final String PLACE = "place";
    static final String WAGE = "wage";
    static final String HEADCOUNT = "headcount";
    static final String EDUCATION = "education";
    static final String EXPERIENCE = "experienceMonths";
    static final String DESCRIPTION = "description";
    static final String BENEFITS = "benefits";
    static final String VALID_THROUGH = "validThrough";
    static final String POSITION = "position";

    /** Takes a copy. */
    PostingFields {
        benefits = List.copyOf(benefits);
    }

    /** Where its wording keeps people out for what they are, and {@code basis} doesn't allow it. */
    List<Problem.Fault> faults(Wording wording, Optional<LegalBasis> basis) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("/title", title);
        texts.put("/description", description);
        for (int i = 0; i < benefits.size(); i++) {
            texts.put("/benefits/" + i, benefits.get(i));
        }
        List<Problem.Fault> faults = new ArrayList<>();
        texts.forEach((pointer, text) -> wording.faultsOf(text, basis).stream()
                .map(TermCategory::demand)
                .forEach(demand -> faults.add(new Problem.Fault(pointer, demand))));
        return faults;
    }

    Map<String, AttributeValue> toAttributes() {
        Map<String, AttributeValue> attributes = new HashMap<>();
        attributes.put(TITLE, text(title));
        attributes.put(CATEGORY, text(category));
        attributes.put(NATURE, text(nature.text()));
        attributes.put(PLACE, text(place.code()));
        attributes.put(WAGE, wage.toAttribute());
        attributes.put(HEADCOUNT, number(headcount));
        education.ifPresent(code -> attributes.put(EDUCATION, text(code)));
        attributes.put(EXPERIENCE, number(experienceMonths));
        attributes.put(DESCRIPTION, text(description));
        attributes.put(
                BENEFITS,
                AttributeValue.fromL(
                        benefits.stream().map(AttributeValue::fromS).toList()));
        attributes.put(VALID_THROUGH, seconds(validThrough));
        position.ifPresent(where -> attributes.put(POSITION, where.toAttribute()));
        return attributes;
    }

    static PostingFields of(Map<String, AttributeValue> item) {
        return new PostingFields(
                textOf(item, TITLE),
                textOf(item, CATEGORY),
                Nature.of(textOf(item, NATURE)).orElseThrow(),
                new Place(textOf(item, PLACE)),
                Wage.of(item.get(WAGE)),
                numberOf(item, HEADCOUNT),
                optionalText(item, EDUCATION),
                numberOf(item, EXPERIENCE),
                textOf(item, DESCRIPTION),
                item.get(BENEFITS).l().stream().map(AttributeValue::s).toList(),
                instantOf(item, VALID_THROUGH),
                Optional.ofNullable(item.get(POSITION)).map(Position::of));
    }
}
