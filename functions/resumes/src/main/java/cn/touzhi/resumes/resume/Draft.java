package cn.touzhi.resumes.resume;

import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Refusal;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Optional;

/**
 * What a resume is to say.
 *
 * @param sensitive what is disclosed beyond; nothing where it is left out
 */
@Serdeable
record Draft(
        @NotNull @Valid ResumeFields fields,
        @Nullable @Valid Sensitive sensitive) {
    /** What it says, if all of it is in the tables and doesn't contradict itself. */
    Outcome<Sealing.Opened> checkedBy(FieldCodes codes) {
        Sealing.Opened opened =
                new Sealing.Opened(fields, Optional.ofNullable(sensitive).orElse(Sensitive.NONE));
        var faults = codes.faultsOf(opened.fields(), opened.sensitive());
        return faults.isEmpty() ? Outcome.done(opened) : Outcome.refused(new Refusal.Unfit(List.copyOf(faults)));
    }
}
