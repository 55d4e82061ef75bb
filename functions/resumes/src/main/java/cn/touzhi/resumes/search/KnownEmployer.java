package cn.touzhi.resumes.search;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.resumes.ResumesTable;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * How an employer's verification stands, as far as this room has heard.
 *
 * @param id names it
 * @param state by jobs' name for it
 * @param version how many times it had changed: the highest is the truth
 */
@Stored(table = ResumesTable.NAME, key = "EMPLOYER#{id} / KNOWN", pathFromSubject = "none: it tells of an organisation")
public record KnownEmployer(
        @NotPersonal("names an organisation") EmployerId id,
        @NotPersonal("how we verified an organisation") String state,
        @NotPersonal("a counter") int version) {
    private static final String STATE = "state";
    private static final String VERIFIED = "verified";

    /** Puts it, unless as much or more was heard before. */
    public TransactWriteItem put(String table) {
        Map<String, AttributeValue> item = new HashMap<>(ResumesTable.knownEmployerKey(id));
        item.put(STATE, text(state));
        item.put(ResumesTable.VERSION, number(version));
        return Change.when(table, "attribute_not_exists(#pk) OR #version < :version")
                .with(":version", number(version))
                .put(item);
    }

    /** Whether an item that was found says that it is verified. */
    static boolean isVerified(Map<String, AttributeValue> item) {
        return textOf(item, ResumesTable.SK).equals("KNOWN")
                && textOf(item, STATE).equals(VERIFIED);
    }
}
