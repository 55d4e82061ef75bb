package cn.touzhi.resumes.resume;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.resumes.ResumesTable;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Very many public resumes that say the same as one, each of somebody else, which is the worst that can befall a search.
 * Their items are those that the room writes when one is made public; only the way by which they came is left out, and one a
 * second has been made public.
 */
public final class Crowd {
    private static final int AT_ONCE = 500;

    private final LocalDynamo dynamo;
    private final Resume like;
    private final Predicate<String> partitions;
    private final SecureRandom random = new SecureRandom();
    private final ResumeWrites writes;
    private int size;

    /**
     * @param owner of the public resume whose like they are
     * @param partitions those that are filled; others, which no search reads, would only take time
     */
    public Crowd(LocalDynamo dynamo, SubjectId owner, String resume, Predicate<String> partitions) {
        this.dynamo = dynamo;
        this.partitions = partitions;
        this.writes = new ResumeWrites(ResumesTable.NAME, new Transactions(dynamo.client(), random));
        this.like = Resume.of(
                owner,
                dynamo.client()
                        .getItem(get -> get.tableName(ResumesTable.NAME).key(ResumesTable.resumeKey(owner, resume)))
                        .item());
    }

    /** Lets others come until there are {@code number}, besides the one. */
    public void growTo(int number) {
        while (size < number) {
            List<Map<String, AttributeValue>> items = new ArrayList<>();
            for (int i = 0; i < AT_ONCE && size < number; i++) {
                another().forEach(items::add);
            }
            dynamo.fill(ResumesTable.NAME, items);
        }
    }

    private Stream<Map<String, AttributeValue>> another() {
        Instant now = like.publishedAt().orElseThrow().plusSeconds(size++);
        Resume begun =
                Resume.begun(SubjectId.random(random), SubjectId.random(random).value(), like.sealed(), now);
        Resume shown = begun.visibleTo(
                Visibility.PUBLIC,
                Set.of(),
                Optional.of(new PublicCard(like.card().orElseThrow(), like.lists())),
                now);
        return writes.changed(begun, shown).stream()
                .map(TransactWriteItem::put)
                .flatMap(put -> Optional.ofNullable(put).map(Put::item).stream())
                .filter(item -> partitions.test(item.get(ResumesTable.PK).s()));
    }
}
