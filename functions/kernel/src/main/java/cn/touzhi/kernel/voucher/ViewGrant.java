package cn.touzhi.kernel.voucher;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.voucher.VersionReceipt.Names;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * That someone may look at a version of a resume, which {@code applications} confirms to {@code resumes}. It doesn't say whose the
 * resume is.
 *
 * @param application which submission it came with
 * @param version which version
 * @param employer to whom it was submitted
 * @param viewer who may look, a member of that employer
 * @param fields what was released
 * @param expiresAt until when; to the second
 */
public record ViewGrant(
        String application,
        String version,
        EmployerId employer,
        SubjectId viewer,
        Set<String> fields,
        Instant expiresAt) {
    private static final String KIND = "touzhi view grant for resumes, 1";

    /** Takes a copy. */
    public ViewGrant {
        fields = Set.copyOf(fields);
    }

    /** As it travels. */
    public String confirmedBy(MacKey key) {
        return Voucher.make(
                key,
                KIND,
                Map.of(
                        "application", application,
                        "version", version,
                        "employer", employer.value(),
                        "viewer", viewer.value(),
                        "fields", Names.join(fields),
                        "expiresAt", Long.toString(expiresAt.getEpochSecond())));
    }

    /** What {@code text} says, however old it is; empty unless {@code key} confirms it. */
    public static Optional<ViewGrant> read(MacKey key, String text) {
        return Voucher.read(key, KIND, text)
                .map(said -> new ViewGrant(
                        said.get("application"),
                        said.get("version"),
                        new EmployerId(said.get("employer")),
                        new SubjectId(said.get("viewer")),
                        Names.split(said.get("fields")),
                        Instant.ofEpochSecond(Long.parseLong(said.get("expiresAt")))));
    }
}
