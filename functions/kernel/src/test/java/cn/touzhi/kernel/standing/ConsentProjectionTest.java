package cn.touzhi.kernel.standing;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.http.ConsentSequence;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What a room knows of someone's consents")
class ConsentProjectionTest {
    private static final String TABLE = "RoomTable";

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(TABLE);

    private final SecureRandom random = new SecureRandom();
    private final SubjectId someone = new SubjectId("A".repeat(22));
    private Transactions transactions;
    private Standings standings;

    @BeforeEach
    void nothingIsKnown() {
        dynamo.clear(TABLE);
        transactions = new Transactions(dynamo.client(), random);
        Clock clock = Clock.fixed(Instant.parse("2026-11-26T12:00:00Z"), ZoneOffset.UTC);
        standings = new Standings(dynamo.client(), TABLE, transactions, clock);
    }

    @Test
    @DisplayName("is nothing at first")
    void nothing() {
        assertThat(standings.of(someone).consents()).isEqualTo(KnownConsents.NONE);
    }

    @Test
    @DisplayName("is what the highest sequence says, in whichever order and however often they come")
    void highest() {
        hears("2", "[\"resume-health\",\"resume-body\"]");
        hears("1", "[\"resume-health\"]");
        hears("2", "[]");
        assertThat(standings.of(someone).consents())
                .isEqualTo(new KnownConsents(2, Set.of("resume-health", "resume-body")));

        hears("10", "[]");
        assertThat(standings.of(someone).consents()).isEqualTo(new KnownConsents(10, Set.of()));
    }

    @Test
    @DisplayName("is nothing where they were erased")
    void fenced() {
        dynamo.client().putItem(put -> put.tableName(TABLE).item(Fence.keyOf(someone)));

        hears("1", "[\"resume-health\"]");

        assertThat(dynamo.items(TABLE)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|[]", "-1|[]", "1.0|[]", "1|{}", "1|[1]", "1|['resume-health'", "1|[]x", "1|[\"A\"]"},
            quoteCharacter = '~')
    @DisplayName("is told in one form only")
    void malformed(String sequence, String given) {
        assertThatExceptionOfType(EventJson.MalformedEventException.class).isThrownBy(() -> hears(sequence, given));
    }

    @Test
    @DisplayName("decides by purpose, and not before it is as new as what the client knows")
    void decides() {
        KnownConsents known = new KnownConsents(3, Set.of("resume-health"));

        assertThat(known.on("resume-health", ConsentSequence.NOT_SENT)).isEqualTo(new ConsentDecision.Given());
        assertThat(known.on("resume-health", new ConsentSequence(3))).isEqualTo(new ConsentDecision.Given());
        assertThat(known.on("resume-health", new ConsentSequence(4)).refusal()).hasValueSatisfying(problem -> {
            assertThat(problem.status()).isEqualTo(409);
            assertThat(problem.kind()).isEqualTo("consent-pending");
            assertThat(problem.headers()).containsEntry("Retry-After", "1");
        });
        assertThat(known.on("resume-body", new ConsentSequence(3)).refusal()).hasValueSatisfying(problem -> {
            assertThat(problem.status()).isEqualTo(403);
            assertThat(problem.kind()).isEqualTo("consent-required");
            assertThat(problem.members()).containsEntry("purpose", "resume-body");
        });
    }

    @Test
    @DisplayName("lets a transaction fail whose consents don't hold, or don't hold any more")
    void checked() {
        assertThat(writesWith(Set.of("resume-health"))).isFalse();

        hears("1", "[\"resume-health\",\"resume-body\"]");
        assertThat(writesWith(Set.of("resume-health", "resume-body"))).isTrue();
        assertThat(writesWith(Set.of("resume-health", "resume-household"))).isFalse();

        hears("2", "[]");
        assertThat(writesWith(Set.of("resume-health"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "01", "-1", "+1", "1.0", "1000000000", "one", " 1"})
    @DisplayName("is asked for by a whole number of at most nine digits")
    void header(String header) {
        assertThat(ConsentSequence.parse(header)).isEmpty();
        assertThat(ConsentSequence.parse("999999999")).contains(new ConsentSequence(999_999_999));
    }

    private boolean writesWith(Set<String> purposes) {
        return transactions.writeAll(List.of(
                KnownConsents.check(TABLE, someone, purposes),
                Change.putAnyway(TABLE, Map.of("pk", text("X"), "sk", text("X")))));
    }

    private void hears(String sequence, String given) {
        standings.hear(new Event(
                EventId.random(random),
                StandingEvents.CONSENTS_CHANGED,
                Optional.of(someone.value()),
                // consents hold however long ago they were given
                Instant.parse("2026-01-01T00:00:00Z"),
                Map.of("sequence", sequence, "purpose", "resume-health", "given", given)));
    }
}
