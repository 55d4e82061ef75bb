package cn.touzhi.resumes.disclosure;

import cn.touzhi.resumes.resume.ResumeFields;
import cn.touzhi.resumes.resume.Sealing;
import cn.touzhi.resumes.resume.Sensitive;
import cn.touzhi.resumes.resume.SensitiveKind;
import io.micronaut.core.annotation.Nullable;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a viewer sees of a resume. Whatever of one leaves this room goes through it, for its owner too, and there is no
 * second place that decides.
 */
public final class DisclosurePolicy {
    /** Years that are not told apart where an age would say too much. */
    public static final int BAND = 5;

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private final Clock clock;

    public DisclosurePolicy(Clock clock) {
        this.clock = clock;
    }

    /** What of {@code opened} can be released with a submission beyond what its recipient sees anyway. */
    public static Set<String> releasable(Sealing.Opened opened) {
        Set<String> names = new TreeSet<>();
        opened.sensitive().byKind().keySet().forEach(kind -> names.add(kind.text()));
        if (opened.fields().work().stream().anyMatch(work -> work.monthlySalary() != null)) {
            names.add(Field.MONTHLY_SALARY.text());
        }
        return names;
    }

    /** What {@code opened} says and its owner doesn't see, who asked for {@code revealed}, by the same names. */
    public static Set<String> masked(Set<String> revealed, Sealing.Opened opened) {
        return opened.sensitive().byKind().keySet().stream()
                .filter(kind -> !shows(Field.valueOf(kind.name()), Relation.OWNER, revealed))
                .map(SensitiveKind::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What whoever gets a submission sees without more, as far as the resume says it. */
    public static Set<String> shownToRecipients() {
        return Arrays.stream(Field.values())
                .filter(field -> shows(field, Relation.RECIPIENT, Set.of()))
                .map(Field::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether a viewer sees a field. */
    static boolean shows(Field field, Relation relation, Set<String> released) {
        return field.tier().shows(relation, released.contains(field.text()));
    }

    /**
     * What a viewer sees.
     *
     * @param relation what they are to its owner
     * @param released what was released to them, or what its owner asked for, by the names that {@link #releasable} gives
     */
    public Disclosed view(Relation relation, Set<String> released, Sealing.Opened opened) {
        Sight sight = new Sight(relation, released);
        ResumeFields all = opened.fields();
        ResumeFields seen = new ResumeFields(
                sight.of(Field.LANGUAGE, all.language()),
                sight.of(Field.TITLE, all.title()),
                sight.of(Field.NAME, all.name()),
                sight.of(Field.GENDER, all.gender()),
                sight.of(Field.BIRTH_DATE, all.birthDate()),
                sight.of(Field.PHONE, all.phone()),
                sight.of(Field.EMAIL, all.email()),
                sight.of(Field.WECHAT, all.wechat()),
                sight.of(Field.CITY, all.city()),
                sight.of(Field.WORKING_SINCE, all.workingSince()),
                sight.of(Field.WORKING_SINCE, all.freshGraduate()),
                sight.of(Field.AVAILABILITY, all.availability()),
                sight.of(Field.INTRODUCTION, all.introduction()),
                sight.of(Field.INTENTIONS, all.intentions()),
                sight.schools(all.education()),
                sight.employments(all.work()),
                sight.of(Field.PROJECTS, all.projects()),
                sight.of(Field.CERTIFICATES, all.certificates()),
                sight.of(Field.AWARDS, all.awards()),
                sight.of(Field.SKILLS, all.skills()),
                sight.of(Field.LANGUAGES, all.languages()),
                sight.of(Field.ATTACHMENTS, all.attachments()));
        return new Disclosed(
                seen,
                sight.of(Field.AGE, age(all.birthDate())),
                sight.of(Field.BIRTH_YEARS, firstBirthYear(all.birthDate())),
                sight.sensitive(opened.sensitive()));
    }

    private static @Nullable Integer firstBirthYear(@Nullable LocalDate birthDate) {
        return Optional.ofNullable(birthDate)
                .map(day -> day.getYear() - day.getYear() % BAND)
                .orElse(null);
    }

    private @Nullable Integer age(@Nullable LocalDate birthDate) {
        return Optional.ofNullable(birthDate)
                .map(day -> Period.between(day, LocalDate.now(clock.withZone(CHINA)))
                        .getYears())
                .orElse(null);
    }

    /**
     * What is seen of a resume.
     *
     * @param fields all else is missing
     * @param age in years, which others see instead of the date
     * @param firstBirthYear of the five years in one of which they were born
     * @param sensitive all else is undisclosed
     */
    public record Disclosed(
            ResumeFields fields,
            @Nullable Integer age,
            @Nullable Integer firstBirthYear,
            Sensitive sensitive) {
        /** Names of the files that are seen with it, themselves and their thumbnails. */
        public List<String> files() {
            return Stream.concat(fields.attachments().stream(), Optional.ofNullable(sensitive.photo()).stream())
                    .toList();
        }
    }

    private record Sight(Relation relation, Set<String> released) {
        boolean sees(Field field) {
            return shows(field, relation, released);
        }

        <T> @Nullable T of(Field field, @Nullable T value) {
            return sees(field) ? value : null;
        }

        /** Whoever sees no school sees no dates either, by which it could be guessed. */
        @Nullable
        List<ResumeFields.Schooling> schools(List<ResumeFields.Schooling> all) {
            if (!sees(Field.EDUCATION_LEVEL)) {
                return null;
            }
            return all.stream()
                    .map(one -> new ResumeFields.Schooling(
                            of(Field.SCHOOL, one.school()),
                            one.level(),
                            of(Field.SCHOOL, one.degree()),
                            of(Field.MAJOR, one.major()),
                            of(Field.SCHOOL, one.start()),
                            of(Field.SCHOOL, one.end())))
                    .toList();
        }

        @Nullable
        List<ResumeFields.Employment> employments(List<ResumeFields.Employment> all) {
            if (!sees(Field.POSITIONS)) {
                return null;
            }
            return all.stream()
                    .map(one -> new ResumeFields.Employment(
                            of(Field.WORK, one.company()),
                            one.position(),
                            one.industry(),
                            one.category(),
                            of(Field.WORK, one.start()),
                            of(Field.WORK, one.end()),
                            of(Field.MONTHLY_SALARY, one.monthlySalary()),
                            of(Field.WORK, one.description())))
                    .toList();
        }

        Sensitive sensitive(Sensitive all) {
            Map<SensitiveKind, String> seen = new EnumMap<>(SensitiveKind.class);
            all.byKind().forEach((kind, value) -> {
                if (sees(Field.valueOf(kind.name()))) {
                    seen.put(kind, value);
                }
            });
            return Sensitive.of(seen);
        }
    }
}
