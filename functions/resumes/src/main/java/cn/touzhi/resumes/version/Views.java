package cn.touzhi.resumes.version;

import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.voucher.MacKey;
import cn.touzhi.kernel.voucher.ViewGrant;
import cn.touzhi.resumes.ResumesRefusal;
import cn.touzhi.resumes.ResumesTable;
import cn.touzhi.resumes.attachment.AttachedFiles;
import cn.touzhi.resumes.attachment.FileLinks;
import cn.touzhi.resumes.disclosure.DisclosurePolicy;
import cn.touzhi.resumes.disclosure.Relation;
import cn.touzhi.resumes.resume.Reading;
import cn.touzhi.resumes.resume.Sealing;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Shows versions to whom applications lets look. The grant is held against what is known here too: that its bearer still
 * acts for the employer, and that the submission isn't over.
 */
public final class Views {
    private final Reading reading;
    private final SubjectKeys keys;
    private final Sealing sealing;
    private final DisclosurePolicy policy;
    private final AttachedFiles files;
    private final MacKey grants;
    private final Clock clock;

    public Views(
            Reading reading,
            SubjectKeys keys,
            Sealing sealing,
            DisclosurePolicy policy,
            AttachedFiles files,
            MacKey grants,
            Clock clock) {
        this.reading = reading;
        this.keys = keys;
        this.sealing = sealing;
        this.policy = policy;
        this.files = files;
        this.grants = grants;
        this.clock = clock;
    }

    /** What {@code principal} sees by {@code text}, which is meant to be a grant. */
    Outcome<Seen> view(Principal principal, String text) {
        return disclosed(principal, text).then(shown -> Outcome.done(seen(shown)));
    }

    /** Where {@code principal} reads, by {@code text}, a file that the resume names. */
    Outcome<FileLinks.Link> file(Principal principal, String text, String attachment) {
        return disclosed(principal, text).then(shown -> Optional.of(shown)
                .filter(one -> one.disclosed().files().contains(attachment))
                .flatMap(one -> files.link(one.version().subject(), one.key(), attachment))
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.NothingThere())));
    }

    private Outcome<Shown> disclosed(Principal principal, String text) {
        Optional<ViewGrant> grant = ViewGrant.read(grants, text)
                .filter(read -> read.viewer().equals(principal.subject()))
                .filter(read -> read.expiresAt().isAfter(clock.instant()));
        return grant.map(good -> disclosed(principal, good))
                .orElseGet(() -> Outcome.refused(new ResumesRefusal.NoGrant()));
    }

    private Outcome<Shown> disclosed(Principal principal, ViewGrant grant) {
        Reading.Seen seen = reading.of(principal, List.of(ResumesTable.versionKey(grant.version())));
        if (!seen.admitted()) {
            return Outcome.refused(new Refusal.SessionOver());
        }
        boolean member =
                seen.standing().memberships().containsKey(grant.employer().value());
        Optional<Version> version = seen.items()
                .getFirst()
                .map(item -> Version.of(grant.version(), item))
                .filter(found -> member && !found.closed())
                .filter(found -> found.expiresAt()
                        .filter(end -> !end.isAfter(clock.instant()))
                        .isEmpty());
        return version.flatMap(found -> opened(found, grant))
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new ResumesRefusal.NoGrant()));
    }

    /** Empty where its subject's key was destroyed meanwhile. */
    private Optional<Shown> opened(Version version, ViewGrant grant) {
        return keys.of(version.subject()).map(key -> {
            Sealing.Opened opened = sealing.open(key, version.id(), version.sealed());
            return new Shown(version, key, policy.view(Relation.RECIPIENT, grant.fields(), opened));
        });
    }

    private Seen seen(Shown shown) {
        return new Seen(
                shown.version(),
                shown.disclosed(),
                files.of(
                        shown.version().subject(),
                        shown.key(),
                        shown.disclosed().files()));
    }

    private record Shown(Version version, DataKey key, DisclosurePolicy.Disclosed disclosed) {}

    /**
     * What was seen.
     *
     * @param version of which
     * @param disclosed what of it
     * @param files that are attached, as far as they are there
     */
    record Seen(Version version, DisclosurePolicy.Disclosed disclosed, List<AttachedFiles.Attached> files) {
        /** Takes a copy. */
        Seen {
            files = List.copyOf(files);
        }
    }
}
