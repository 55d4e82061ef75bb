package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One step of an application. It doesn't say which member of the employer took it.
 *
 * @param application of which
 * @param number its place among the steps, from 1
 * @param state where it led
 * @param at when
 */
@Stored(
        table = ApplicationsTable.NAME,
        key = "APPLICATION#{application} / MOVE#{number}",
        pathFromSubject = "Query of SEEKER#{subject}, whose sort keys hold the applications")
record TakenMove(
        @NotPersonal("names an application") String application,
        @NotPersonal("a counter") int number,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        State state,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        Instant at) {
    private static final String AT = "at";

    static TakenMove of(Application application) {
        return new TakenMove(application.id(), application.moves(), application.state(), application.since());
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(ApplicationsTable.moveKey(application, number));
        item.put(ApplicationsTable.STATE, text(state.text()));
        item.put(AT, seconds(at));
        return item;
    }

    /** Reads the item. */
    static TakenMove of(String application, Map<String, AttributeValue> item) {
        String sortKey = textOf(item, ApplicationsTable.SK);
        return new TakenMove(
                application,
                Integer.parseInt(sortKey.substring(sortKey.indexOf('#') + 1)),
                State.of(textOf(item, ApplicationsTable.STATE)).orElseThrow(),
                instantOf(item, AT));
    }
}
