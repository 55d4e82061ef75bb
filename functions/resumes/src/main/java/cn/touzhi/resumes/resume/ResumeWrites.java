package cn.touzhi.resumes.resume;

import static cn.touzhi.kernel.dynamo.Attributes.number;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.standing.KnownConsents;
import cn.touzhi.resumes.ResumesTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The transactions by which resumes change: each checks the fence, and the consents that it stands on. */
public final class ResumeWrites {
    private final String table;
    private final Transactions transactions;

    /** @param table the room's */
    public ResumeWrites(String table, Transactions transactions) {
        this.table = table;
        this.transactions = transactions;
    }

    /** Puts a new resume, with {@code more}. */
    boolean begin(Resume resume, Holdings holdings, List<TransactWriteItem> more) {
        List<TransactWriteItem> actions = new ArrayList<>(more);
        actions.add(holdings.put(table));
        actions.add(Change.when(table, "attribute_not_exists(#pk)").put(resume.toItem()));
        return write(resume.subject(), resume.sealed().kinds().keySet(), actions);
    }

    /** Puts {@code next} in the place of {@code before}, and of the ways to that. */
    boolean change(Resume before, Resume next, Collection<SensitiveKind> newlySaid) {
        return write(next.subject(), newlySaid, changed(before, next));
    }

    /** Actions that put {@code next} in the place of {@code before}, and of the ways to that. */
    List<TransactWriteItem> changed(Resume before, Resume next) {
        List<TransactWriteItem> actions = new ArrayList<>(moved(SearchPointer.to(before), SearchPointer.to(next)));
        actions.add(after(before.version()).put(next.toItem()));
        return actions;
    }

    /** Takes a resume away. */
    boolean delete(Resume resume, Holdings holdings) {
        List<TransactWriteItem> actions = new ArrayList<>(moved(SearchPointer.to(resume), List.of()));
        actions.add(holdings.put(table));
        actions.add(after(resume.version()).delete(ResumesTable.resumeKey(resume.subject(), resume.id())));
        return write(resume.subject(), List.of(), actions);
    }

    /** Makes a resume, if it is there, the one that is meant where none is named. */
    boolean prefer(SubjectId subject, String resume, Holdings holdings) {
        return write(
                subject,
                List.of(),
                List.of(
                        holdings.put(table),
                        Change.when(table, "attribute_exists(#pk)").check(ResumesTable.resumeKey(subject, resume))));
    }

    private List<TransactWriteItem> moved(List<SearchPointer> before, List<SearchPointer> after) {
        return Stream.concat(
                        before.stream()
                                .filter(pointer -> !after.contains(pointer))
                                .map(pointer -> Change.deleteAnyway(table, pointer.key())),
                        after.stream()
                                .filter(pointer -> !before.contains(pointer))
                                .map(pointer -> Change.putAnyway(table, pointer.toItem())))
                .toList();
    }

    private Change after(int version) {
        return Change.when(table, "#version = :before").with(":before", number(version));
    }

    private boolean write(SubjectId subject, Collection<SensitiveKind> kinds, List<TransactWriteItem> actions) {
        List<TransactWriteItem> all = new ArrayList<>(actions);
        all.add(Fence.checkAbsent(table, subject));
        if (!kinds.isEmpty()) {
            all.add(KnownConsents.check(
                    table, subject, kinds.stream().map(SensitiveKind::purpose).collect(Collectors.toSet())));
        }
        return transactions.writeAll(all);
    }
}
