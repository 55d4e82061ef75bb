package cn.touzhi.registration.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.MovableClock;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.RegistrationTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("What text messages go out")
class SmsSpendingTest {
    private static final SmsTarget TARGET = new SmsTarget("block", "CN");

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(RegistrationTable.NAME);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));
    private final List<String> log = new CopyOnWriteArrayList<>();
    private SmsCounters counters;
    private Breakers breakers;

    @BeforeEach
    void nothingWasSent() {
        dynamo.clear(RegistrationTable.NAME);
        counters = new SmsCounters(dynamo.client(), RegistrationTable.NAME, clock);
        breakers = new Breakers(dynamo.client(), RegistrationTable.NAME, clock);
    }

    @Test
    @DisplayName("is held to an hour's number for a block of numbers, in parallel too, and for each hour anew")
    void block() {
        assertThat(allowed(spending(40, 1000), TARGET, 60)).isEqualTo(40);
        assertThat(allowed(spending(40, 1000), new SmsTarget("another", "CN"), 1))
                .isEqualTo(1);

        clock.advance(Duration.ofHours(1));
        assertThat(allowed(spending(40, 1000), TARGET, 1)).isEqualTo(1);
    }

    @Test
    @DisplayName("is held to an hour's number for a country, of which each of ten parts has a tenth")
    void country() {
        long allowed = IntStream.range(0, 100)
                .filter(i -> allowed(spending(1000, 50), new SmsTarget("block " + i, "CN"), 1) == 1)
                .count();

        assertThat(allowed).isBetween(40L, 50L);
        assertThat(dynamo.items(RegistrationTable.NAME).stream()
                        .filter(item -> item.get("pk").s().startsWith("COUNTRY#CN#"))
                        .map(item -> Integer.parseInt(item.get("sent").n())))
                .allMatch(sent -> sent <= 5);
        assertThat(allowed(spending(1000, 50), new SmsTarget("block", "SG"), 1)).isEqualTo(1);
    }

    @Test
    @DisplayName("trips a breaker for an hour where too few codes are used, and an alarm (R25)")
    void pumped() {
        SmsSpending spending = spending(1000, 10_000);
        assertThat(allowed(spending, TARGET, 9)).isEqualTo(9);
        assertThat(breakers.concern(TARGET)).isFalse();

        allowed(spending, TARGET, 1);

        assertThat(breakers.concern(TARGET)).isTrue();
        assertThat(breakers.concern(new SmsTarget("another", "CN"))).isFalse();
        assertThat(log).anyMatch(line -> line.contains("\"BreakerTripped\":1"));
        clock.advance(Duration.ofHours(1));
        assertThat(breakers.concern(TARGET)).isFalse();
    }

    @Test
    @DisplayName("trips none where a fifth is used, but for that one code used again and again is one")
    void used() {
        SmsSpending spending = spending(1000, 10_000);
        counters.used(sms(TARGET, "message 1"));
        counters.used(sms(TARGET, "message 2"));
        allowed(spending, TARGET, 10);
        assertThat(breakers.concern(TARGET)).isFalse();

        IntStream.range(0, 5).forEach(i -> counters.used(sms(TARGET, "message 2")));
        allowed(spending, TARGET, 10);
        assertThat(breakers.concern(TARGET)).isTrue();
    }

    @Test
    @DisplayName("trips the breaker of a whole country, when it is spread over blocks")
    void wholeCountry() {
        SmsSpending spending = spending(1000, 10_000);
        IntStream.range(0, 10).forEach(i -> assertThat(
                        spending.allows(sms(new SmsTarget("block " + i, "CN"), "one message"), "try " + i))
                .isTrue());

        assertThat(breakers.concern(new SmsTarget("any", "CN"))).isTrue();
        assertThat(breakers.concern(new SmsTarget("any", "SG"))).isFalse();
    }

    @Test
    @DisplayName("is counted once for a try that the SDK repeats")
    void repeated() {
        SmsSpending spending = spending(1, 10);
        CountedSms message = sms(TARGET, "message");

        assertThat(spending.allows(message, "a try")).isTrue();
        assertThat(spending.allows(message, "a try")).isTrue();
        assertThat(spending.allows(message, "another try")).isFalse();
    }

    @Test
    @DisplayName("takes nothing from its country where its block is full, nor from its block where its country is")
    void refusedCountsNowhere() {
        assertThat(allowed(spending(10, 10_000), TARGET, 30)).isEqualTo(10);
        assertThat(sent("COUNTRY#CN#")).isEqualTo(10);

        SmsTarget abroad = new SmsTarget("abroad", "SG");
        long allowed = allowed(spending(1000, 10), abroad, 60);
        assertThat(allowed).isBetween(8L, 10L);
        assertThat(sent("COUNTRY#SG#")).isEqualTo(allowed);
        assertThat(sent("BLOCK#abroad#")).isEqualTo(allowed);
    }

    @Test
    @DisplayName("goes to known devices though strangers have filled the block, and not beyond the country's limit")
    void known() {
        SmsSpending spending = spending(10, 200);
        assertThat(allowed(spending, TARGET, 11)).isEqualTo(10);

        long known = IntStream.range(0, 400)
                .filter(i -> spending.allows(new CountedSms(TARGET, "known " + i, true), "known try " + i))
                .count();

        assertThat(sent("BLOCK#")).isEqualTo(10);
        assertThat(known).isBetween(150L, 190L);
        assertThat(sent("COUNTRY#")).isEqualTo(10 + known).isLessThanOrEqualTo(200);
    }

    @Test
    @DisplayName("of known devices is told to the country as used where it was counted, and not to the block")
    void knownUsed() {
        counters.used(new CountedSms(TARGET, "known", true));

        assertThat(dynamo.items(RegistrationTable.NAME))
                .singleElement()
                .satisfies(item -> assertThat(item.get("pk").s()).startsWith("COUNTRY#"));
    }

    @Test
    @DisplayName("is held by numbers that let something through")
    void numbers() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits.Spend(0, 10, 1, 20, Duration.ofHours(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits.Spend(1, 9, 1, 20, Duration.ofHours(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits.Spend(1, 10, 1, 101, Duration.ofHours(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits.Spend(49, 5000, 50, 20, Duration.ofHours(1)))
                .withMessageContaining("BreakerSample")
                .withMessageContaining("BlockSends");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits.Spend(200, 499, 50, 20, Duration.ofHours(1)))
                .withMessageContaining("CountrySends");
    }

    private static CountedSms sms(SmsTarget target, String name) {
        return new CountedSms(target, name, false);
    }

    private int sent(String counters) {
        return dynamo.items(RegistrationTable.NAME).stream()
                .filter(item -> item.get("pk").s().startsWith(counters))
                .mapToInt(item -> Integer.parseInt(item.get("sent").n()))
                .sum();
    }

    private SmsSpending spending(int perBlock, int perCountry) {
        int sample = Math.min(10, Math.min(perBlock, perCountry / Limits.Spend.SHARDS));
        return new SmsSpending(
                counters,
                breakers,
                new Limits.Spend(perBlock, perCountry, sample, 20, Duration.ofHours(1)),
                new OperationLog("sending", clock, log::add));
    }

    private static long allowed(SmsSpending spending, SmsTarget target, int messages) {
        return IntStream.range(0, messages)
                .parallel()
                .filter(i ->
                        spending.allows(sms(target, target.block() + " " + i), "try " + System.nanoTime() + " " + i))
                .count();
    }
}
