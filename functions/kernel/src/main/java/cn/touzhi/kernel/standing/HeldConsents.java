package cn.touzhi.kernel.standing;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.dynamo.Change;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * What someone consents to, as far as this room has heard. Each event says all that holds, so the highest sequence is the
 * whole truth.
 *
 * @param subject whose
 * @param sequence how many times their consents had changed
 * @param given purposes whose consent holds
 */
@Stored(
        table = Stored.EVERY_ROOM,
        key = "FENCE#{subject} / CONSENTS",
        pathFromSubject = "Query of FENCE#{subject}, in each room's table")
record HeldConsents(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.CONSEQUENCES,
                keeping = Keeping.ACCOUNT,
                clause = "1, 6.4")
        SubjectId subject,

        @NotPersonal("a counter") int sequence,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.CONSEQUENCES,
                keeping = Keeping.ACCOUNT,
                clause = "1, 6.4")
        Set<String> given) {
    static final String SORT_KEY = "CONSENTS";
    private static final String SEQUENCE = "sequence";
    private static final String GIVEN = "given";

    HeldConsents {
        given = Set.copyOf(given);
    }

    /** Puts them, unless as much or more was heard before. */
    TransactWriteItem put(String table) {
        Map<String, AttributeValue> item = new HashMap<>(Standings.key(subject, SORT_KEY));
        item.put(SEQUENCE, number(sequence));
        if (!given.isEmpty()) {
            // DynamoDB has no empty sets
            item.put(GIVEN, AttributeValue.fromSs(given.stream().sorted().toList()));
        }
        return Change.when(table, "attribute_not_exists(#pk) OR #sequence < :sequence")
                .with(":sequence", number(sequence))
                .put(item);
    }

    /** Lets a transaction fail where a consent to one of {@code purposes}, at least one, doesn't hold. */
    static TransactWriteItem check(String table, SubjectId subject, Set<String> purposes) {
        StringBuilder condition = new StringBuilder("attribute_exists(#pk)");
        Map<String, AttributeValue> values = new HashMap<>();
        for (String purpose : new TreeSet<>(purposes)) {
            String name = ":purpose" + values.size();
            condition.append(" AND contains(#given, ").append(name).append(')');
            values.put(name, text(purpose));
        }
        Change change = Change.when(table, condition.toString());
        values.forEach(change::with);
        return change.check(Standings.key(subject, SORT_KEY));
    }

    /** Lets a transaction fail where another sequence than {@code sequence} was heard of. */
    static TransactWriteItem checkSequence(String table, SubjectId subject, int sequence) {
        return Change.when(table, "#sequence = :sequence")
                .with(":sequence", number(sequence))
                .check(Standings.key(subject, SORT_KEY));
    }

    static boolean isAt(Map<String, AttributeValue> item) {
        return item.get(Standings.SK).s().equals(SORT_KEY);
    }

    /** What an item says. */
    static KnownConsents in(Map<String, AttributeValue> item) {
        return new KnownConsents(
                numberOf(item, SEQUENCE),
                Optional.ofNullable(item.get(GIVEN))
                        .map(given -> Set.copyOf(given.ss()))
                        .orElse(Set.of()));
    }
}
