package cn.touzhi.kernel.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two calls side by side")
class SideBySideTest {
    @Test
    @DisplayName("are under way at once, and both answers count")
    void both() {
        CountDownLatch meeting = new CountDownLatch(2);

        assertThat(SideBySide.of(() -> meets(meeting, "a"), () -> meets(meeting, "b"), String::concat))
                .isEqualTo("ab");
    }

    @Test
    @DisplayName("fail as either fails, exceptions and errors alike, once both are over")
    void failing() {
        AtomicBoolean over = new AtomicBoolean();

        assertThatThrownBy(() -> SideBySide.of(() -> fail(new IllegalStateException("one")), () -> "b", String::concat))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("one");
        assertThatThrownBy(() -> SideBySide.of(() -> fail(new AssertionError("one")), () -> "b", String::concat))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> SideBySide.of(
                        () -> {
                            over.set(true);
                            return "a";
                        },
                        () -> fail(new IllegalStateException("other")),
                        String::concat))
                .hasMessage("other");
        assertThat(over).isTrue();
    }

    private static String meets(CountDownLatch meeting, String answer) {
        meeting.countDown();
        try {
            meeting.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return answer;
    }

    private static String fail(Throwable fault) {
        if (fault instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) fault;
    }
}
