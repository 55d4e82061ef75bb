package cn.touzhi.applications.hearing;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.applications.application.LiveApplications;
import cn.touzhi.applications.application.Steps;
import cn.touzhi.applications.posting.KnownEmployer;
import cn.touzhi.applications.posting.KnownPosting;
import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.employer.EmployerEvents;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.queue.EventQueue;
import cn.touzhi.kernel.queue.Heard;
import cn.touzhi.kernel.standing.StandingEvents;
import cn.touzhi.kernel.standing.Standings;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The function that hears the other rooms: whose sessions ended, who acts for an employer, what people consent to, and
 * how employers and postings stand. A posting that is over ends what was submitted to it, at every delivery, so that what a crash left is ended the
 * next time.
 */
public final class ApplicationsHearingHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    /** What one more application takes at most. */
    private static final Duration FOR_ONE_MORE = Duration.ofSeconds(3);

    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern STATE = Pattern.compile("[a-z-]{1,20}");

    private final EventQueue queue;
    private final DynamoDbClient dynamo;
    private final String table;
    private final Transactions transactions;
    private final Standings standings;
    private final LiveApplications live;
    private final WithdrawnIdentityNumbers identityNumbers;
    private final AwsCalls calls;

    /** As Lambda makes it. */
    public ApplicationsHearingHandler() {
        this(ApplicationsHearingSettings.from(Environment.ofProcess()), new AwsCalls(), Clock.systemUTC());
    }

    private ApplicationsHearingHandler(ApplicationsHearingSettings settings, AwsCalls calls, Clock clock) {
        this(
                settings,
                calls.retrying(DynamoDbClient.builder()),
                calls.retrying(SqsClient.builder()),
                calls,
                clock,
                OperationLog.ofFunction("applications-hearing", clock));
    }

    /** As a test makes it. */
    ApplicationsHearingHandler(
            ApplicationsHearingSettings settings,
            DynamoDbClient dynamo,
            SqsClient sqs,
            AwsCalls calls,
            Clock clock,
            OperationLog log) {
        SecureRandom random = new SecureRandom();
        this.dynamo = dynamo;
        this.table = settings.table();
        this.transactions = new Transactions(dynamo, random);
        this.queue = new EventQueue(sqs, settings.queue(), log, random);
        this.standings = new Standings(dynamo, table, transactions, clock);
        this.live = new LiveApplications(dynamo, table, new Steps(table, transactions, clock, random));
        this.identityNumbers = new WithdrawnIdentityNumbers(dynamo, table, standings, transactions);
        this.calls = calls;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent batch, Context context) {
        calls.within(context);
        BooleanSupplier goOn = () -> context.getRemainingTimeInMillis() > FOR_ONE_MORE.toMillis();
        return queue.consume(batch, context, event -> hear(event, goOn));
    }

    private Heard hear(Event event, BooleanSupplier goOn) {
        if (event.type().equals(EmployerEvents.EMPLOYER_CHANGED)) {
            // refused: as much or more was heard before
            transactions.writeAll(
                    List.of(new KnownEmployer(employerIn(event), stateIn(event), versionIn(event)).put(table)));
            return Heard.DONE;
        }
        if (event.type().equals(EmployerEvents.POSTING_CHANGED)) {
            return posting(event, goOn);
        }
        Heard heard = standings.hear(event);
        if (event.type().equals(StandingEvents.CONSENTS_CHANGED)) {
            identityNumbers.takeAway(
                    event.subject().flatMap(SubjectId::parse).orElseThrow(EventJson.MalformedEventException::new));
        }
        return heard;
    }

    private Heard posting(Event event, BooleanSupplier goOn) {
        PostingId id = PostingId.parse(event.data().getOrDefault("posting", ""))
                .orElseThrow(EventJson.MalformedEventException::new);
        transactions.writeAll(List.of(
                new KnownPosting(id, employerIn(event), stateIn(event), endIn(event), versionIn(event)).put(table)));
        boolean over = BatchReads.read(dynamo, table, List.of(ApplicationsTable.knownPostingKey(id)))
                .getFirst()
                .map(item -> KnownPosting.of(id, item).over())
                .orElse(false);
        return !over || live.close(id, goOn) ? Heard.DONE : Heard.AGAIN;
    }

    private static EmployerId employerIn(Event event) {
        return EmployerId.parse(event.data().getOrDefault("employer", ""))
                .orElseThrow(EventJson.MalformedEventException::new);
    }

    private static String stateIn(Event event) {
        String state = event.data().getOrDefault("state", "");
        demand(STATE.matcher(state).matches());
        return state;
    }

    private static int versionIn(Event event) {
        String version = event.data().getOrDefault("version", "");
        demand(VERSION.matcher(version).matches());
        return Integer.parseInt(version);
    }

    private static Instant endIn(Event event) {
        try {
            return Instant.parse(event.data().getOrDefault("validThrough", "")).truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeParseException unreadable) {
            throw new EventJson.MalformedEventException();
        }
    }

    private static void demand(boolean met) {
        if (!met) {
            throw new EventJson.MalformedEventException();
        }
    }
}
