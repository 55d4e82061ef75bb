package cn.touzhi.kernel.standing;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * That someone acts for an employer, as far as this room has heard; one who ceased to stays as one without a role, so that
 * nothing late brings them back.
 *
 * @param subject who
 * @param employer for whom
 * @param role as what; empty where they ceased to
 * @param sequence how many times the employer's members had changed: the highest is the truth
 */
@Stored(
        table = Stored.EVERY_ROOM,
        key = "FENCE#{subject} / MEMBER#{employer}",
        pathFromSubject = "Query of FENCE#{subject}, in each room's table")
record HeldMembership(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.CONSEQUENCES,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        SubjectId subject,

        @NotPersonal("names an organisation") String employer,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.CONSEQUENCES,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        Optional<String> role,

        @NotPersonal("a counter") int sequence) {
    static final String PREFIX = "MEMBER#";
    private static final String ROLE = "role";
    private static final String SEQUENCE = "sequence";
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern ROLE_SHAPE = Pattern.compile("[a-z]{1,20}");

    /**
     * What the event says.
     *
     * @throws EventJson.MalformedEventException if it lacks what its type promises
     */
    static HeldMembership in(Event event, SubjectId subject) {
        String employer = event.data().getOrDefault("employer", "");
        String sequence = event.data().getOrDefault("sequence", "");
        Optional<String> role = Optional.ofNullable(event.data().get(ROLE));
        boolean sound = RandomText.matches(employer)
                && NUMBER.matcher(sequence).matches()
                && role.filter(text -> !ROLE_SHAPE.matcher(text).matches()).isEmpty();
        if (!sound) {
            throw new EventJson.MalformedEventException();
        }
        return new HeldMembership(subject, employer, role, Integer.parseInt(sequence));
    }

    /** Puts it, unless as much or more was heard before. */
    TransactWriteItem put(String table) {
        Map<String, AttributeValue> item = new HashMap<>(Standings.key(subject, PREFIX + employer));
        role.ifPresent(as -> item.put(ROLE, text(as)));
        item.put(SEQUENCE, number(sequence));
        return Change.when(table, "attribute_not_exists(#pk) OR #sequence < :sequence")
                .with(":sequence", number(sequence))
                .put(item);
    }

    /** Lets a transaction fail where {@code subject} has none of {@code roles}. */
    static TransactWriteItem check(String table, SubjectId subject, EmployerId employer, Set<String> roles) {
        List<String> names = roles.stream().sorted().toList();
        List<String> placeholders =
                IntStream.range(0, names.size()).mapToObj(i -> ":role" + i).toList();
        Change member = Change.when(table, "#role IN (" + String.join(", ", placeholders) + ")");
        for (int i = 0; i < names.size(); i++) {
            member.with(placeholders.get(i), text(names.get(i)));
        }
        return member.check(Standings.key(subject, PREFIX + employer.value()));
    }

    /** Whether an item is one of somebody who still acts for an employer. */
    static boolean holdsAt(Map<String, AttributeValue> item) {
        return textOf(item, Standings.SK).startsWith(PREFIX) && item.containsKey(ROLE);
    }

    static String employerIn(Map<String, AttributeValue> item) {
        return textOf(item, Standings.SK).substring(PREFIX.length());
    }

    static String roleIn(Map<String, AttributeValue> item) {
        return textOf(item, ROLE);
    }
}
