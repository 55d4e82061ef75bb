package cn.touzhi.kernel.erasure;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
import static cn.touzhi.kernel.dynamo.Attributes.optionalText;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * That nothing of someone may be stored in a room's table any more, and how far their erasure there has got. It stays for
 * good, so that nothing late brings anything back.
 *
 * @param subject whose
 * @param order the newest order
 * @param fencedAt since when that is carried out
 * @param pages how many pages of items are erased
 * @param erased what went, by kind
 * @param kept what stays
 * @param finishedAt when nothing was left
 * @param answered the event that was answered last
 * @param earlier orders that were carried out before, with what was answered to them
 * @param event the answer
 */
@Stored(
        table = Stored.EVERY_ROOM,
        key = "FENCE#{subject} / FENCE",
        pathFromSubject = "GetItem of FENCE#{subject} / FENCE, in each room's table")
public record Fence(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.ERASURE,
                keeping = Keeping.FENCE,
                clause = "6.3, 6.5")
        SubjectId subject,

        @NotPersonal("names an order") ErasureOrderId order,
        @NotPersonal("when we erased") Instant fencedAt,
        @NotPersonal("a counter") int pages,
        @NotPersonal("counters of what is gone") Map<String, Integer> erased,

        @NotPersonal("names of kinds, reasons and times") List<Kept> kept,

        @NotPersonal("when we erased") Optional<Instant> finishedAt,
        @NotPersonal("names an event") Optional<String> answered,
        @NotPersonal("the same of earlier orders") List<ErasureReport> earlier,
        @NotPersonal("the same, as it is told") Optional<Event> event) {
    static final String PK = "pk";
    static final String SK = "sk";
    static final String ORDER = "order";
    static final String FENCED_AT = "fencedAt";
    static final String PAGES = "pages";
    static final String ERASED = "erased";
    static final String KEPT = "kept";
    static final String FINISHED_AT = "finishedAt";
    static final String ANSWERED = "answered";
    static final String EARLIER = "earlier";

    /** How the partition of a fence begins, in every room's table; the subject's id follows. */
    public static String partitionPrefix() {
        return "FENCE#";
    }

    /** Where the fence of {@code subject} lies, in every room's table. */
    public static Map<String, AttributeValue> keyOf(SubjectId subject) {
        return Map.of(PK, text(partitionPrefix() + subject.value()), SK, text("FENCE"));
    }

    /** Lets a transaction fail where {@code subject} is, or is being, erased in the room of {@code table}. */
    public static TransactWriteItem checkAbsent(String table, SubjectId subject) {
        return Change.when(table, "attribute_not_exists(#pk)").check(keyOf(subject));
    }

    static Fence begun(ErasureOrder order, Instant now, Findings findings, List<ErasureReport> earlier) {
        return new Fence(
                order.subject(),
                order.id(),
                now,
                0,
                findings.erased(),
                findings.kept(),
                Optional.empty(),
                Optional.empty(),
                earlier,
                Optional.empty());
    }

    /** After one more page. */
    Fence after(SubjectData.Page page, Optional<Instant> finished) {
        Findings all = findings().and(page.findings());
        return new Fence(
                subject, order, fencedAt, pages + 1, all.erased(), all.kept(), finished, answered, earlier, event);
    }

    Findings findings() {
        return new Findings(new TreeMap<>(erased), kept);
    }

    /** What there is to answer to its order; empty while it is not carried out. */
    Optional<ErasureReport> report() {
        return finishedAt.map(at -> new ErasureReport(order, at, findings()));
    }

    /** What there is to answer to {@code id}; empty while it is not carried out. */
    Optional<ErasureReport> reportOf(ErasureOrderId id) {
        List<ErasureReport> all = new ArrayList<>(earlier);
        report().ifPresent(all::add);
        return all.stream().filter(report -> report.order().equals(id)).findFirst();
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(keyOf(subject));
        item.put(ORDER, text(order.value()));
        item.put(FENCED_AT, seconds(fencedAt));
        item.put(PAGES, number(pages));
        item.put(ERASED, findings().erasedAttribute());
        item.put(KEPT, findings().keptAttribute());
        finishedAt.ifPresent(at -> item.put(FINISHED_AT, seconds(at)));
        answered.ifPresent(id -> item.put(ANSWERED, text(id)));
        if (!earlier.isEmpty()) {
            item.put(
                    EARLIER,
                    AttributeValue.fromL(
                            earlier.stream().map(ErasureReport::toAttribute).toList()));
        }
        event.ifPresent(told -> item.put(EventAttribute.NAME, EventAttribute.of(told)));
        return item;
    }

    static Fence of(SubjectId subject, Map<String, AttributeValue> item) {
        Findings findings = Findings.of(item);
        return new Fence(
                subject,
                new ErasureOrderId(textOf(item, ORDER)),
                instantOf(item, FENCED_AT),
                numberOf(item, PAGES),
                findings.erased(),
                findings.kept(),
                optionalInstant(item, FINISHED_AT),
                optionalText(item, ANSWERED),
                Optional.ofNullable(item.get(EARLIER)).stream()
                        .flatMap(list -> list.l().stream())
                        .map(ErasureReport::of)
                        .toList(),
                EventAttribute.read(item));
    }
}
