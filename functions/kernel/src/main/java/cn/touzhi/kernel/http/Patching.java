package cn.touzhi.kernel.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Applies merge patches to what bodies are read into, and takes the result only if it were taken as a body. */
@Singleton
@Requires(beans = {JsonMapper.class, Validator.class})
public final class Patching {
    private final JsonMapper json;
    private final Validator validator;

    Patching(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * What {@code patch} says by itself, read as a {@code type} in which all else is missing: its constraints are not
     * checked. Refused where no {@code type} has such members; for that, nothing needs to be known of what it is to change.
     */
    public <T> Outcome<T> said(MergePatch patch, Class<T> type) {
        return new StrictBinding(json).bind(patch.said(), Argument.of(type));
    }

    /** What {@code patch} makes of {@code before}, checked as a body of that type is, and no longer than one may be. */
    public <T> Outcome<T> applied(MergePatch patch, T before, Class<T> type) {
        JsonNode old = written(before, type);
        JsonNode patched = patch.appliedTo(old);
        return new StrictBinding(json)
                .bind(patched, Argument.of(type))
                .then(this::valid)
                .then(value -> isTooLong(patched, old) ? Outcome.refused(new Refusal.TooLarge()) : Outcome.done(value));
    }

    private <T> Outcome<T> valid(T value) {
        List<Problem.Fault> faults = Violations.faultsOf(validator.validate(value));
        return faults.isEmpty() ? Outcome.done(value) : Outcome.refused(new Refusal.Unfit(faults));
    }

    /** Written here it can be a little longer than it was sent: what is no longer than before is never too long. */
    private boolean isTooLong(JsonNode patched, JsonNode old) {
        int length = length(patched);
        return length > Gate.MOST_BODY_BYTES && length > length(old);
    }

    private int length(JsonNode tree) {
        try {
            return json.writeValueAsBytes(tree).length;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private <T> JsonNode written(T value, Class<T> type) {
        try {
            return json.writeValueToTree(Argument.of(type), value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
