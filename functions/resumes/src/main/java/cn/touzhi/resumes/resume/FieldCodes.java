package cn.touzhi.resumes.resume;

import cn.touzhi.kernel.http.Problem;
import cn.touzhi.resumes.code.CodeTables;
import io.micronaut.core.annotation.Nullable;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds what a resume says against the code tables, the calendar and itself. */
public final class FieldCodes {
    /** Nobody under 16 is served (clause 9). */
    private static final int YOUNGEST = 16;

    private static final int OLDEST = 100;
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private final CodeTables tables;
    private final Clock clock;

    public FieldCodes(CodeTables tables, Clock clock) {
        this.tables = tables;
        this.clock = clock;
    }

    /** What is wrong with it, by places in the body; empty if nothing is. */
    public List<Problem.Fault> faultsOf(ResumeFields fields, Sensitive sensitive) {
        Faults faults = new Faults();
        faults.code("/fields/gender", "gender", fields.gender());
        faults.code("/fields/city", "region", fields.city());
        faults.code("/fields/availability", "availability", fields.availability());
        faults.born(fields.birthDate());
        faults.month("/fields/workingSince", fields.workingSince());
        for (int i = 0; i < fields.intentions().size(); i++) {
            intention(faults, "/fields/intentions/" + i, fields.intentions().get(i));
        }
        for (int i = 0; i < fields.education().size(); i++) {
            ResumeFields.Schooling school = fields.education().get(i);
            faults.code("/fields/education/" + i + "/level", "education", school.level());
            faults.code("/fields/education/" + i + "/degree", "degree", school.degree());
            faults.span("/fields/education/" + i, school.start(), school.end());
        }
        for (int i = 0; i < fields.work().size(); i++) {
            ResumeFields.Employment work = fields.work().get(i);
            faults.code("/fields/work/" + i + "/industry", "industry", work.industry());
            faults.code("/fields/work/" + i + "/category", "job-category", work.category());
            faults.span("/fields/work/" + i, work.start(), work.end());
        }
        for (int i = 0; i < fields.projects().size(); i++) {
            ResumeFields.Project project = fields.projects().get(i);
            faults.span("/fields/projects/" + i, project.start(), project.end());
        }
        for (int i = 0; i < fields.attachments().size(); i++) {
            if (fields.attachments().indexOf(fields.attachments().get(i)) < i) {
                faults.add("/fields/attachments/" + i, "must not be named twice");
            }
        }
        if (sensitive.photo() != null && fields.attachments().contains(sensitive.photo())) {
            faults.add("/sensitive/photo", "must not be among the attachments");
        }
        faults.code("/sensitive/ethnicGroup", "ethnic-group", sensitive.ethnicGroup());
        faults.code("/sensitive/health", "health", sensitive.health());
        faults.code("/sensitive/politicalStatus", "political-status", sensitive.politicalStatus());
        faults.code("/sensitive/maritalStatus", "marital-status", sensitive.maritalStatus());
        faults.code("/sensitive/householdRegion", "region", sensitive.householdRegion());
        faults.code("/sensitive/nativePlace", "region", sensitive.nativePlace());
        return faults.all;
    }

    private static void intention(Faults faults, String pointer, ResumeFields.Intention intention) {
        faults.code(pointer + "/category", "job-category", intention.category());
        if (intention.salary().min() > intention.salary().max()) {
            faults.add(pointer + "/salary/max", "must not be less than the least");
        }
        for (int i = 0; i < intention.regions().size(); i++) {
            faults.code(pointer + "/regions/" + i, "region", intention.regions().get(i));
        }
    }

    private final class Faults {
        private final List<Problem.Fault> all = new ArrayList<>();

        void add(String pointer, String detail) {
            all.add(new Problem.Fault(pointer, detail));
        }

        void code(String pointer, String table, @Nullable String code) {
            if (code != null && !tables.contains(table, code)) {
                add(pointer, "must be a code of the table " + table);
            }
        }

        void born(@Nullable LocalDate birthDate) {
            Optional.ofNullable(birthDate).ifPresent(day -> {
                LocalDate today = LocalDate.now(clock.withZone(CHINA));
                if (day.plusYears(YOUNGEST).isAfter(today)
                        || day.plusYears(OLDEST).isBefore(today)) {
                    add("/fields/birthDate", "must be that of somebody from 16 to 100 years");
                }
            });
        }

        void month(String pointer, @Nullable String month) {
            if (month != null && month.compareTo(thisMonth()) > 0) {
                add(pointer, "must not lie ahead");
            }
        }

        void span(String pointer, String start, @Nullable String end) {
            month(pointer + "/start", start);
            if (end != null && end.compareTo(start) < 0) {
                add(pointer + "/end", "must not be before its start");
            }
        }

        private String thisMonth() {
            return LocalDate.now(clock.withZone(CHINA)).toString().substring(0, "2026-11".length());
        }
    }
}
