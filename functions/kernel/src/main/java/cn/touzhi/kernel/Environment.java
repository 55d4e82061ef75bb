package cn.touzhi.kernel;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The environment variables of a function: its only configuration, set in template.yaml and nowhere else.
 *
 * <p>Each function reads them in one place, a record of settings, so that a test can hold the template against it.
 */
public final class Environment {
    private final UnaryOperator<String> variables;

    /** @param variables gives the value for a name, or {@code null} as {@link System#getenv(String)} does */
    public Environment(UnaryOperator<String> variables) {
        this.variables = variables;
    }

    /** The environment of this process. */
    public static Environment ofProcess() {
        return new Environment(System::getenv);
    }

    /**
     * The value of a variable that must be set.
     *
     * @throws IllegalStateException if it is missing or empty
     */
    public String text(String name) {
        return Optional.ofNullable(variables.apply(name))
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new IllegalStateException("environment variable " + name + " is not set"));
    }

    /** Values that commas separate; none where the variable is empty. */
    public List<String> list(String name) {
        return Optional.ofNullable(variables.apply(name)).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /**
     * A whole number.
     *
     * @throws IllegalStateException if it is missing or no number
     */
    public int number(String name) {
        try {
            return Integer.parseInt(text(name));
        } catch (NumberFormatException noNumber) {
            throw new IllegalStateException("environment variable " + name + " is not a whole number", noNumber);
        }
    }

    /**
     * A duration, which the template gives in seconds.
     *
     * @throws IllegalStateException if it is missing or no number
     */
    public Duration seconds(String name) {
        return Duration.ofSeconds(number(name));
    }
}
