package cn.touzhi.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What every adapter of every port promises of its outcomes. An adapter's test says how its provider puts each into its
 * own words.
 */
abstract class SenderContract {
    @RegisterExtension
    protected final ProviderServer provider = new ProviderServer();

    /** Sends any message through the adapter under test to {@link #provider}. */
    abstract Outcome send();

    protected abstract void providerAccepts(String id);

    protected abstract void providerSaysNothing();

    protected abstract void providerKnowsNobodyThere();

    protected abstract void providerThrottles();

    protected abstract void providerIsDown();

    protected abstract void providerBreaks();

    protected abstract void providerForbids();

    @Test
    @DisplayName("is accepted under the provider's own name for it")
    void accepted() {
        providerAccepts("5f3a");

        assertThat(send()).isEqualTo(new Outcome.Accepted("5f3a"));
    }

    @Test
    @DisplayName("is refused for good where nobody can be reached")
    void refused() {
        providerKnowsNobodyThere();

        assertThat(sentOnce()).isEqualTo(new Outcome.Refused());
    }

    @Test
    @DisplayName("may be sent later when there were too many at once")
    void throttled() {
        providerThrottles();

        assertThat(sentOnce()).isEqualTo(new Outcome.TryLater(Outcome.Cause.THROTTLED));
    }

    @Test
    @DisplayName("may be sent later when the provider says that it is down")
    void down() {
        providerIsDown();

        assertThat(sentOnce()).isEqualTo(new Outcome.TryLater(Outcome.Cause.DOWN));
    }

    @Test
    @DisplayName("may be sent later when nobody listens")
    void gone() {
        provider.isGone();

        assertThat(send()).isEqualTo(new Outcome.TryLater(Outcome.Cause.DOWN));
    }

    @Test
    @DisplayName("may be sent later when the provider forbids it to us, which is for operators to mend")
    void forbidden() {
        providerForbids();

        assertThat(sentOnce()).isEqualTo(new Outcome.TryLater(Outcome.Cause.NOT_PERMITTED));
    }

    @Test
    @DisplayName("may have gone out when the provider broke over it")
    void broken() {
        providerBreaks();

        assertThat(sentOnce()).isEqualTo(new Outcome.Unknown());
    }

    @Test
    @DisplayName("may have gone out when the connection was cut before an answer, and is not sent again")
    void cut() {
        provider.cuts();

        assertThat(sentOnce()).isEqualTo(new Outcome.Unknown());
    }

    @Test
    @DisplayName("may have gone out when no answer came in time, and is not sent again")
    void late() {
        provider.hangs();

        assertThat(sentOnce()).isEqualTo(new Outcome.Unknown());
    }

    @Test
    @DisplayName("may have gone out when the answer makes no sense")
    void nonsense() {
        provider.answers(200, "text/html", "<html>a captive portal");

        assertThat(sentOnce()).isEqualTo(new Outcome.Unknown());
    }

    @Test
    @DisplayName("may have gone out when the answer gives it no name")
    void nameless() {
        providerSaysNothing();

        assertThat(sentOnce()).isEqualTo(new Outcome.Unknown());
    }

    private Outcome sentOnce() {
        Outcome outcome = send();
        assertThat(provider.bodies()).as("requests").hasSize(1);
        return outcome;
    }
}
