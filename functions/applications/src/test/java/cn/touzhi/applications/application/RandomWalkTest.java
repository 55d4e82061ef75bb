package cn.touzhi.applications.application;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.applications.ApplicationsRoom;
import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.applications.Someone;
import cn.touzhi.kernel.Invocation;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Lets seekers, members of employers, the clock and the other rooms do whatever they like, in any order, and holds what comes
 * of it against a model that knows the rules in a few lines of its own. What fails names the seed by which it comes again.
 */
@DisplayName("Whatever both sides do, in whichever order, an application")
class RandomWalkTest {
    private static final int STEPS = 80;

    /** Which states each move leads on from, and where to; written down once more, and not read from the code. */
    private static final Map<String, Rule> RULES = Map.ofEntries(
            rule("shortlist", "shortlisted", "submitted viewed"),
            rule("propose-interview", "interview-proposed", "viewed shortlisted interview-proposed interview-declined"),
            rule("interview", "interviewed", "interview-confirmed"),
            rule("offer", "offered", "interviewed"),
            rule("hire", "hired", "offer-accepted"),
            rule(
                    "reject",
                    "rejected",
                    "submitted viewed shortlisted interview-proposed interview-confirmed interview-declined interviewed"
                            + " offered offer-accepted"),
            rule("reconsider", "shortlisted", "rejected"),
            rule("accept-interview", "interview-confirmed", "interview-proposed"),
            rule("decline-interview", "interview-declined", "interview-proposed interview-confirmed"),
            rule("accept-offer", "offer-accepted", "offered"),
            rule("decline-offer", "offer-declined", "offered offer-accepted"),
            rule(
                    "withdraw",
                    "withdrawn",
                    "submitted viewed shortlisted interview-proposed interview-confirmed interview-declined interviewed"
                            + " offered offer-accepted rejected"));

    private static final Set<String> OVER =
            Set.of("hired", "offer-declined", "rejected", "withdrawn", "expired", "closed");
    private static final List<String> OF_EMPLOYER =
            List.of("shortlist", "propose-interview", "interview", "offer", "hire", "reject", "reconsider");
    private static final List<String> OF_SEEKER =
            List.of("accept-interview", "decline-interview", "accept-offer", "decline-offer", "withdraw");

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ApplicationsRoom.TABLES);

    private final List<Someone> seekers = List.of(Someone.named('A'), Someone.named('B'), Someone.named('C'));
    private final Someone recruiter = Someone.named('R');
    private final Map<String, Modelled> applications = new HashMap<>();
    private final Map<String, Boolean> open = new HashMap<>();
    private final List<String> postings = new ArrayList<>();
    private final Set<String> reached = new TreeSet<>();
    private final StringBuilder story = new StringBuilder();
    private ApplicationsRoom room;
    private String employer;
    private boolean verified = true;
    private int versions = 10;

    @RepeatedTest(8)
    @DisplayName("stands as the rules say, with all that leads to it, and nobody looks who may not")
    void walk() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        story.append("seed ").append(seed);
        room = ApplicationsRoom.empty(dynamo);
        employer = room.employer(recruiter, "recruiter");
        post();
        post();
        post();
        for (int step = 0; step < STEPS; step++) {
            act(random);
            assertAsModelled();
        }
        assertThat(reached).as("it led somewhere: " + story).hasSizeGreaterThan(2);
    }

    private void act(Random random) {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> apply(any(seekers, random), any(postings, random));
            case 5, 6, 7, 8, 9, 10 -> ofEmployer(random);
            case 11, 12, 13 -> ofSeeker(random);
            case 14, 15 -> anyApplication(random).ifPresent(this::look);
            case 16 -> room.clock().advance(Duration.ofHours(1 + random.nextInt(24 * 9)));
            case 17 -> timers();
            case 18 -> standing(random);
            default -> {
                if (random.nextInt(3) == 0) {
                    close(any(postings, random));
                } else {
                    post();
                }
            }
        }
    }

    private void post() {
        postings.add(room.posting(employer));
        open.put(postings.getLast(), true);
    }

    private void apply(Someone seeker, String posting) {
        tell("apply " + seeker.subject().value().charAt(0) + " to " + postings.indexOf(posting));
        Answer answer = room.applies(seeker, posting, room.receipt(seeker), "");
        if (!verified || !open.get(posting)) {
            answer.isProblem(409, "job-not-open");
        } else if (liveOf(seeker, posting).isPresent()) {
            answer.isProblem(409, "already-applied");
        } else if (lastEndOf(seeker, posting)
                .filter(end -> end.plus(Duration.ofDays(15)).isAfter(now()))
                .isPresent()) {
            answer.isProblem(409, "reapply-too-early");
        } else if (answer.status() == 429) {
            assertThat(applications.size()).as(story.toString()).isGreaterThan(29);
        } else {
            applications.put(answer.is(201).text("id"), new Modelled(seeker, posting, now()));
        }
    }

    private void ofEmployer(Random random) {
        anyApplication(random).ifPresent(id -> {
            String move = aMove(OF_EMPLOYER, applications.get(id), random);
            tell(move + " " + id);
            Modelled application = applications.get(id);
            Instant at = now().plus(Duration.ofHours(1 + random.nextInt(100)));
            Answer answer =
                    switch (move) {
                        case "propose-interview" -> room.proposes(recruiter, employer, id, at.toString());
                        case "reject" ->
                            room.moves(recruiter, employer, id, "{\"move\":\"reject\",\"reason\":\"skills\"}");
                        default -> room.moves(recruiter, employer, id, "{\"move\":\"" + move + "\"}");
                    };
            if (!verified) {
                answer.isProblem(409, "employer-not-verified");
            } else if (taken(application, move)
                    && (!move.equals("propose-interview") || at.equals(application.interview))
                    && (!move.equals("reconsider") || application.before.equals("rejected"))) {
                answer.is(200);
            } else if (move.equals("reconsider") && isOverForGood(application)) {
                answer.isProblem(409, "move-not-allowed");
            } else if (move.equals("reconsider") && isRejectedAndClosed(application)) {
                answer.isProblem(409, "job-not-open");
            } else if (RULES.get(move).from().contains(application.state)) {
                answer.is(200);
                application.goes(RULES.get(move).to(), now());
                if (move.equals("propose-interview")) {
                    application.interview = at;
                }
            } else {
                answer.isProblem(409, "move-not-allowed");
            }
        });
    }

    /** Rejected long ago, or followed by another application. */
    private boolean isOverForGood(Modelled application) {
        return application.state.equals("rejected")
                && (application.ended.plus(Duration.ofDays(30)).isBefore(now())
                        || of(application.seeker, application.posting).stream()
                                .anyMatch(other -> other.submitted.isAfter(application.submitted)));
    }

    private boolean isRejectedAndClosed(Modelled application) {
        return application.state.equals("rejected") && !open.get(application.posting);
    }

    private void ofSeeker(Random random) {
        anyApplication(random).ifPresent(id -> {
            String move = aMove(OF_SEEKER, applications.get(id), random);
            tell("seeker: " + move + " " + id);
            Modelled application = applications.get(id);
            Answer answer = move.equals("accept-interview")
                    ? room.accepts(application.seeker, id, application.interview.toString())
                    : room.moves(application.seeker, id, move);
            boolean late = move.endsWith("-interview") && !application.interview.isAfter(now());
            if (taken(application, move)) {
                answer.is(200);
            } else if (!RULES.get(move).from().contains(application.state)) {
                answer.isProblem(409, "move-not-allowed");
            } else if (late) {
                answer.isProblem(409, "interview-changed");
            } else {
                answer.is(200);
                application.goes(RULES.get(move).to(), now());
            }
        });
    }

    private void look(String id) {
        tell("look " + id);
        Modelled application = applications.get(id);
        Answer answer = room.grant(recruiter, employer, id);
        if (!verified) {
            answer.isProblem(409, "employer-not-verified");
        } else if (OVER.contains(application.state)) {
            answer.isProblem(409, "application-over");
        } else {
            answer.is(200);
            application.looks++;
            if (application.state.equals("submitted")) {
                application.goes("viewed", now());
            }
        }
    }

    private void timers() {
        tell("timers at " + now());
        room.timersRun(Invocation.unhurried());
        applications.values().forEach(application -> {
            boolean silent = Set.of("submitted", "viewed").contains(application.state)
                    && !application.submitted.plus(Duration.ofDays(30)).isAfter(now());
            boolean done = application.state.equals("interview-confirmed")
                    && !application.interview.plus(Duration.ofHours(24)).isAfter(now());
            if (silent || done) {
                application.goes(silent ? "expired" : "interviewed", now());
            }
        });
    }

    private void standing(Random random) {
        verified = random.nextInt(4) > 0;
        tell(verified ? "verified" : "suspended");
        room.employerIs(employer, verified ? "verified" : "suspended", versions++);
    }

    private void close(String posting) {
        tell("close " + postings.indexOf(posting));
        room.postingIs(posting, employer, "closed", versions++);
        open.put(posting, false);
        applications.values().stream()
                .filter(application -> application.posting.equals(posting) && !OVER.contains(application.state))
                .forEach(application -> application.goes("closed", now()));
    }

    private void assertAsModelled() {
        Set<String> live = new TreeSet<>();
        Set<String> due = new TreeSet<>();
        applications.forEach((id, application) -> {
            reached.add(application.state);
            JsonNode seen = room.sees(application.seeker, id).is(200).json();
            assertThat(seen.at("/application/state").asText())
                    .as(story.toString())
                    .isEqualTo(application.state);
            assertThat(seen.path("history")).as(story.toString()).hasSize(application.moves);
            if (!OVER.contains(application.state)) {
                live.add("POSTING#" + application.posting + " LIVE#" + id);
            }
            if (Set.of("submitted", "viewed", "interview-confirmed").contains(application.state)) {
                due.add(id);
            }
        });
        var items = dynamo.items(ApplicationsTable.NAME);
        Set<String> liveItems = new TreeSet<>();
        Set<String> dueItems = new TreeSet<>();
        items.forEach(item -> {
            String key = item.get("pk").s() + " " + item.get("sk").s();
            if (key.contains(" LIVE#")) {
                liveItems.add(key);
            }
            if (key.startsWith("DUE#")) {
                dueItems.add(key.substring(key.lastIndexOf('#') + 1));
            }
        });
        assertThat(liveItems).as(story.toString()).isEqualTo(live);
        assertThat(dueItems).as(story.toString()).isEqualTo(due);
        assertDisclosures();
    }

    private void assertDisclosures() {
        for (Someone seeker : seekers) {
            room.call(seeker, "GET", "/v1/disclosures")
                    .send()
                    .is(200)
                    .json()
                    .path("disclosures")
                    .forEach(disclosure -> {
                        Modelled application =
                                applications.get(disclosure.path("application").asText());
                        assertThat(disclosure.path("looks").asInt())
                                .as(story.toString())
                                .isEqualTo(application.looks);
                        assertThat(disclosure.has("endedAt"))
                                .as(story.toString())
                                .isEqualTo(OVER.contains(application.state));
                    });
        }
    }

    private Optional<Modelled> liveOf(Someone seeker, String posting) {
        return of(seeker, posting).stream()
                .filter(application -> !OVER.contains(application.state))
                .findFirst();
    }

    private Optional<Instant> lastEndOf(Someone seeker, String posting) {
        return of(seeker, posting).stream()
                .map(application -> application.ended)
                .max(Instant::compareTo);
    }

    private List<Modelled> of(Someone seeker, String posting) {
        return applications.values().stream()
                .filter(application -> application.seeker.equals(seeker) && application.posting.equals(posting))
                .toList();
    }

    /** Mostly one that leads on, so that walks get far. */
    private static String aMove(List<String> moves, Modelled application, Random random) {
        boolean ending = random.nextInt(5) == 0;
        List<String> leadingOn = moves.stream()
                .filter(move -> RULES.get(move).from().contains(application.state))
                .filter(move -> ending || !OVER.contains(RULES.get(move).to()))
                .toList();
        return leadingOn.isEmpty() && ending || random.nextInt(6) == 0
                ? any(moves, random)
                : leadingOn.isEmpty() ? moves.getFirst() : any(leadingOn, random);
    }

    private static boolean taken(Modelled application, String move) {
        return application.state.equals(RULES.get(move).to());
    }

    private Optional<String> anyApplication(Random random) {
        List<String> ids = applications.keySet().stream().sorted().toList();
        return ids.isEmpty() ? Optional.empty() : Optional.of(any(ids, random));
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private Instant now() {
        return room.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private void tell(String what) {
        story.append("; ").append(what);
    }

    private static Map.Entry<String, Rule> rule(String move, String to, String from) {
        return Map.entry(move, new Rule(to, Set.of(from.split(" "))));
    }

    /** Where a move leads, and from where. */
    private record Rule(String to, Set<String> from) {}

    /** An application as it should stand. */
    private static final class Modelled {
        private final Someone seeker;
        private final String posting;
        private String state = "submitted";
        private String before = "";
        private final Instant submitted;
        private Instant interview = Instant.parse("2026-11-27T00:00:00Z");
        private Instant ended = Instant.MIN;
        private int moves = 1;
        private int looks;

        Modelled(Someone seeker, String posting, Instant now) {
            this.seeker = seeker;
            this.posting = posting;
            this.submitted = now;
        }

        void goes(String to, Instant now) {
            boolean wasOver = OVER.contains(state);
            before = state;
            state = to;
            moves++;
            if (OVER.contains(to) && !wasOver) {
                ended = now;
            }
        }
    }
}
