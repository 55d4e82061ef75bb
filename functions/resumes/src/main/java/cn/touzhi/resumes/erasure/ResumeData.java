package cn.touzhi.resumes.erasure;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.erasure.Findings;
import cn.touzhi.kernel.erasure.Partitions;
import cn.touzhi.kernel.erasure.SubjectData;
import cn.touzhi.kernel.idempotency.IdempotencyRecords;
import cn.touzhi.kernel.standing.Standings;
import cn.touzhi.resumes.ResumesTable;
import cn.touzhi.resumes.attachment.Attachment;
import cn.touzhi.resumes.attachment.AttachmentObjects;
import cn.touzhi.resumes.resume.Resume;
import cn.touzhi.resumes.resume.SearchPointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** All that this room holds of somebody: attachments first, each with its files, then versions, each with the way to it, then what lies in their partitions. */
final class ResumeData implements SubjectData {
    /** Two actions each. */
    private static final int VERSIONS = Page.MOST_ACTIONS / 2;

    /** Their files go before them, each with a few calls. */
    private static final int ATTACHMENTS = 5;

    private static final String RESUME = "Resume";
    private static final String ATTACHMENT = "Attachment";
    private static final String SEARCH_POINTER = "SearchPointer";
    private static final String VERSION = "Version";
    private static final String OWN_VERSION = "OwnVersion";

    private final DynamoDbClient dynamo;
    private final String table;
    private final AttachmentObjects objects;
    private final Partitions rest;

    ResumeData(DynamoDbClient dynamo, String table, AttachmentObjects objects) {
        this.dynamo = dynamo;
        this.table = table;
        this.objects = objects;
        this.rest = new Partitions(dynamo, table, partitions());
    }

    /** What needs no more than to be deleted, by names of the inventory. */
    static List<Partitions.Partition> partitions() {
        return List.of(
                new Partitions.Partition(
                        ResumesTable.subjectPrefix(),
                        Map.of(
                                ResumesTable.attachmentPrefix(), ATTACHMENT,
                                ResumesTable.holdingsSortKey(), "Holdings",
                                ResumesTable.resumePrefix(), RESUME,
                                ResumesTable.ownVersionPrefix(), OWN_VERSION)),
                new Partitions.Partition(
                        ResumesTable.searchesPrefix(), Map.of(ResumesTable.searchesDayPrefix(), "SearchCount")),
                IdempotencyRecords.partition(),
                Standings.partition());
    }

    /** What lies in partitions of its own, by names of the inventory. */
    static List<String> besides() {
        return List.of(VERSION, SEARCH_POINTER);
    }

    /** Every write of this room for someone checks the fence. */
    @Override
    public Optional<Page> close(SubjectId subject) {
        return Optional.of(Page.NOTHING);
    }

    @Override
    public Page next(SubjectId subject) {
        List<Attachment> attachments = attachmentsOf(subject);
        if (!attachments.isEmpty()) {
            return attachments(attachments);
        }
        List<String> versions = versionsOf(subject);
        if (!versions.isEmpty()) {
            return versions(subject, versions);
        }
        return publicOne(subject).map(this::published).orElseGet(() -> others(subject));
    }

    /** When nothing else is left, whatever was uploaded since, with a right that was signed before the fence, goes too. */
    private Page others(SubjectId subject) {
        Page page = rest.next(subject);
        if (page.actions().isEmpty()) {
            objects.deleteUnchecked(subject);
        }
        return page;
    }

    /**
     * The files first, so that the way to them is never gone before them. Whatever becomes clean meanwhile refuses the page,
     * and is found the next time.
     */
    private Page attachments(List<Attachment> attachments) {
        attachments.forEach(one -> objects.delete(one.subject(), one.id()));
        return new Page(
                attachments.stream().map(one -> one.delete(table)).toList(),
                Findings.erased(Collections.nCopies(attachments.size(), ATTACHMENT)));
    }

    private List<Attachment> attachmentsOf(SubjectId subject) {
        return dynamo
                .query(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :attachments)")
                        .expressionAttributeValues(Map.of(
                                ":pk", text(ResumesTable.subjectPartition(subject)),
                                ":attachments", text(ResumesTable.attachmentPrefix())))
                        .limit(ATTACHMENTS)
                        .consistentRead(true))
                .items()
                .stream()
                .map(item -> Attachment.of(subject, item))
                .toList();
    }

    /** With all ways to it, of which there are some dozens. */
    private Page published(Resume resume) {
        List<TransactWriteItem> actions = new ArrayList<>();
        List<String> kinds = new ArrayList<>(List.of(RESUME));
        actions.add(Change.when(table, "attribute_exists(#pk)")
                .delete(ResumesTable.resumeKey(resume.subject(), resume.id())));
        SearchPointer.to(resume).forEach(pointer -> {
            actions.add(Change.deleteAnyway(table, pointer.key()));
            kinds.add(SEARCH_POINTER);
        });
        return new Page(actions, Findings.erased(kinds));
    }

    private Optional<Resume> publicOne(SubjectId subject) {
        return dynamo
                .query(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :resumes)")
                        .expressionAttributeValues(Map.of(
                                ":pk", text(ResumesTable.subjectPartition(subject)),
                                ":resumes", text(ResumesTable.resumePrefix())))
                        .consistentRead(true))
                .items()
                .stream()
                .map(item -> Resume.of(subject, item))
                .filter(resume -> !resume.lists().isEmpty())
                .findFirst();
    }

    private Page versions(SubjectId subject, List<String> versions) {
        var items = BatchReads.read(
                dynamo, table, versions.stream().map(ResumesTable::versionKey).toList());
        List<TransactWriteItem> actions = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            actions.add(Change.when(table, "attribute_exists(#pk)")
                    .delete(ResumesTable.ownVersionKey(subject, versions.get(i))));
            kinds.add(OWN_VERSION);
            if (items.get(i).isPresent()) {
                actions.add(Change.deleteAnyway(table, ResumesTable.versionKey(versions.get(i))));
                kinds.add(VERSION);
            }
        }
        return new Page(actions, Findings.erased(kinds));
    }

    private List<String> versionsOf(SubjectId subject) {
        return dynamo
                .query(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :versions)")
                        .projectionExpression("pk, sk")
                        .expressionAttributeValues(Map.of(
                                ":pk", text(ResumesTable.subjectPartition(subject)),
                                ":versions", text(ResumesTable.ownVersionPrefix())))
                        .limit(VERSIONS)
                        .consistentRead(true))
                .items()
                .stream()
                .map(ResumeData::versionIn)
                .toList();
    }

    private static String versionIn(Map<String, AttributeValue> item) {
        return textOf(item, ResumesTable.SK)
                .substring(ResumesTable.ownVersionPrefix().length());
    }
}
