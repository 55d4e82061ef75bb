package cn.touzhi.resumes.search;

import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.aws.SideBySide;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.EmployerRefusal;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Page;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.standing.Standing;
import cn.touzhi.kernel.standing.Standings;
import cn.touzhi.resumes.ResumesRefusal;
import cn.touzhi.resumes.ResumesTable;
import cn.touzhi.resumes.resume.PublicCards;
import cn.touzhi.resumes.resume.Resume;
import cn.touzhi.resumes.resume.Visibility;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Lets those who hire for a verified employer with an open posting search public resumes (clause 3.1 (2), 4.1.1). The lists
 * only lead to a resume: whether it is public, meant for that employer and still says so, it tells itself, just before it is
 * shown.
 */
final class ResumeSearch {
    private static final Set<String> SEARCHING = Set.of("owner", "recruiter");
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final String HANDLE = "handle";

    /** Resumes that are read for a page: twice as many as it shows, since some are not what is wanted. */
    private static final int MOST_READ = 2 * Page.SIZE;

    /** One open posting would do; others may have ended, and go some time later. */
    private static final int ENOUGH = 50;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Standings standings;
    private final PointerLists lists;
    private final PublicCards cards;
    private final Handles handles;
    private final Clock clock;

    ResumeSearch(
            DynamoDbClient dynamo, String table, Standings standings, PublicCards cards, Handles handles, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.standings = standings;
        this.lists = new PointerLists(dynamo, table);
        this.cards = cards;
        this.handles = handles;
        this.clock = clock;
    }

    /** A page of them, those first that were made public last. */
    Outcome<Page<Hit>> search(Principal principal, EmployerId employer, Wanted wanted, Optional<String> cursor) {
        String use = "cursor\n" + principal.subject().value() + "\n" + wanted.name();
        Optional<String> after = cursor.flatMap(given -> handles.open(employer, use, given));
        // nobody who may not search makes the lists be read
        Optional<Refusal> refusal = SideBySide.of(
                () -> standings.of(principal.subject()),
                () -> heardOf(employer),
                (standing, heard) -> refusal(principal, employer, standing, heard));
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        if (cursor.isPresent() && after.isEmpty()) {
            return Outcome.refused(new ResumesRefusal.ForeignCursor());
        }
        return SideBySide.of(
                () -> SearchCount.another(dynamo, table, principal.subject(), today(), clock.instant()),
                () -> lists.common(wanted.readLists(), after),
                (counted, found) -> counted
                        ? Outcome.done(page(employer, wanted, use, found))
                        : Outcome.refused(new ResumesRefusal.TooManySearches(untilTomorrow())));
    }

    private Optional<Refusal> refusal(
            Principal principal, EmployerId employer, Standing standing, List<Map<String, AttributeValue>> heard) {
        if (!standing.admits(principal)) {
            return Optional.of(new Refusal.SessionOver());
        }
        String role = standing.memberships().getOrDefault(employer.value(), "");
        if (role.isEmpty()) {
            return Optional.of(new Refusal.NothingThere());
        }
        if (!SEARCHING.contains(role)) {
            return Optional.of(new EmployerRefusal.RoleTooLow());
        }
        if (heard.stream().noneMatch(KnownEmployer::isVerified)) {
            return Optional.of(new EmployerRefusal.NotVerified());
        }
        return heard.stream().anyMatch(item -> OpenPosting.isOpenAt(item, clock.instant()))
                ? Optional.empty()
                : Optional.of(new ResumesRefusal.NoOpenPosting());
    }

    private Page<Hit> page(EmployerId employer, Wanted wanted, String use, PointerLists.Found found) {
        List<Map.Entry<String, SubjectId>> candidates =
                found.pointers().entrySet().stream().limit(MOST_READ).toList();
        List<Optional<Hit>> checked = checked(employer, wanted, candidates);
        List<Hit> shown = new ArrayList<>();
        int looked = 0;
        while (looked < candidates.size() && shown.size() < Page.SIZE) {
            checked.get(looked++).ifPresent(shown::add);
        }
        Optional<String> next = looked < found.pointers().size()
                ? Optional.of(candidates.get(looked - 1).getKey())
                : found.readTo();
        return new Page<>(shown, next.map(sortKey -> handles.seal(employer, use, sortKey)));
    }

    private List<Optional<Hit>> checked(
            EmployerId employer, Wanted wanted, List<Map.Entry<String, SubjectId>> candidates) {
        if (candidates.isEmpty()) {
            return List.of();
        }
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        candidates.forEach(
                candidate -> keys.add(ResumesTable.resumeKey(candidate.getValue(), resumeIn(candidate.getKey()))));
        List<SubjectId> owners =
                candidates.stream().map(Map.Entry::getValue).distinct().toList();
        owners.forEach(owner -> keys.add(Fence.keyOf(owner)));
        var items = BatchReads.read(dynamo, table, keys);
        List<Optional<Hit>> hits = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            SubjectId owner = candidates.get(i).getValue();
            boolean fenced =
                    items.get(candidates.size() + owners.indexOf(owner)).isPresent();
            hits.add(items.get(i)
                    .filter(item -> !fenced)
                    .map(item -> Resume.of(owner, item))
                    .filter(resume -> resume.visibility() == Visibility.PUBLIC)
                    .filter(resume -> !resume.hiddenFrom().contains(employer))
                    .filter(resume -> resume.lists().containsAll(wanted.lists()))
                    .map(resume -> new Hit(
                            handles.seal(employer, HANDLE, owner.value() + resume.id()),
                            cards.read(resume.card().orElseThrow())))
                    .filter(hit -> wanted.admits(hit.card().fields(), today())));
        }
        return hits;
    }

    /** How it stands, which comes first, and postings that are open. */
    private List<Map<String, AttributeValue>> heardOf(EmployerId employer) {
        return dynamo.query(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND sk < :postings")
                        .expressionAttributeValues(Map.of(
                                ":pk", text(ResumesTable.employerPartition(employer)),
                                ":postings", text(ResumesTable.knownPostingPrefix())))
                        .limit(ENOUGH))
                .items();
    }

    private static String resumeIn(String sortKey) {
        return sortKey.substring(sortKey.indexOf('#') + 1);
    }

    private Duration untilTomorrow() {
        return Duration.between(
                clock.instant(), today().plusDays(1).atStartOfDay(CHINA).toInstant());
    }

    LocalDate today() {
        return LocalDate.now(clock.withZone(CHINA));
    }

    /**
     * Somebody who was found.
     *
     * @param handle names the resume to this employer, and to no other
     */
    record Hit(String handle, PublicCards.Content card) {}
}
