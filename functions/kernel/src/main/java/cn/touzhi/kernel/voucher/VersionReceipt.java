package cn.touzhi.kernel.voucher;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.employer.EmployerId;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * That a version of a resume is frozen, which {@code resumes} confirms to {@code applications}: only its subject may submit
 * it, within the hour.
 *
 * @param subject whose it is
 * @param version id of the version, used for one submission only
 * @param hash SHA-256 of all that it holds, in hexadecimal
 * @param shown what of it whoever gets a submission sees anyway, by the same names
 * @param fields what of it may be released with a submission, by the names of {@code resumes}
 * @param completeness how complete it is, in per cent
 * @param hiddenFrom employers that must not have it
 * @param expiresAt when it can't be submitted any more; to the second
 */
public record VersionReceipt(
        SubjectId subject,
        String version,
        String hash,
        Set<String> shown,
        Set<String> fields,
        int completeness,
        Set<EmployerId> hiddenFrom,
        Instant expiresAt) {
    private static final String KIND = "touzhi version receipt for applications, 1";

    /** Takes copies. */
    public VersionReceipt {
        shown = Set.copyOf(shown);
        fields = Set.copyOf(fields);
        hiddenFrom = Set.copyOf(hiddenFrom);
    }

    /** As it travels. */
    public String confirmedBy(MacKey key) {
        return Voucher.make(
                key,
                KIND,
                Map.of(
                        "subject", subject.value(),
                        "version", version,
                        "hash", hash,
                        "shown", Names.join(shown),
                        "fields", Names.join(fields),
                        "completeness", Integer.toString(completeness),
                        "hiddenFrom",
                                Names.join(hiddenFrom.stream()
                                        .map(EmployerId::value)
                                        .collect(Collectors.toSet())),
                        "expiresAt", Long.toString(expiresAt.getEpochSecond())));
    }

    /** What {@code text} says, however old it is; empty unless {@code key} confirms it. */
    public static Optional<VersionReceipt> read(MacKey key, String text) {
        return Voucher.read(key, KIND, text)
                .map(said -> new VersionReceipt(
                        new SubjectId(said.get("subject")),
                        said.get("version"),
                        said.get("hash"),
                        Names.split(said.get("shown")),
                        Names.split(said.get("fields")),
                        Integer.parseInt(said.get("completeness")),
                        Names.split(said.get("hiddenFrom")).stream()
                                .map(EmployerId::new)
                                .collect(Collectors.toSet()),
                        Instant.ofEpochSecond(Long.parseLong(said.get("expiresAt")))));
    }

    /** Names in one text. */
    static final class Names {
        private Names() {}

        static String join(Set<String> names) {
            return String.join(",", new TreeSet<>(names));
        }

        static Set<String> split(String joined) {
            return joined.isEmpty() ? Set.of() : new HashSet<>(Arrays.asList(joined.split(",")));
        }
    }
}
