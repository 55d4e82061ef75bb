package cn.touzhi.resumes.resume;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a resume says, but for what is {@link Sensitive} (clause 2.1.2 of the policy). While it is a draft, all but its
 * language and title may be missing. All of it together must fit into a body of 16 KB.
 *
 * @param title what its owner calls it
 * @param birthDate nobody under 16 is served (clause 9)
 * @param city 现居住地
 * @param workingSince first month of work, from which 工作年限 is reckoned
 * @param freshGraduate 应届: they haven't worked yet
 */
@Serdeable
@Schema(name = "ResumeFields")
public record ResumeFields(
        @NotNull @Pattern(regexp = "zh|en") @Schema(description = "Language that it is written in", example = "zh")
        String language,

        @NotNull @NotBlank @Size(max = 30) @Schema(example = "后端开发")
        String title,

        @Nullable
        @Size(min = 2, max = 30)
        @Pattern(regexp = "[\\p{L}\\p{M}·•.'’ -]+")
        @Schema(description = "Real name", example = "李小明")
        String name,

        @Nullable
        @Pattern(regexp = "[0-9]")
        @Schema(description = "Code of the table gender, of which 9 is undisclosed", example = "9")
        String gender,

        @Nullable LocalDate birthDate,

        @Nullable @Pattern(regexp = "\\+[1-9][0-9]{6,14}") @Schema(description = "E.164", example = "+8613800138000")
        String phone,

        @Nullable @Email @Size(max = 254) @Schema(example = "li@example.com")
        String email,

        @Nullable @Pattern(regexp = "[A-Za-z][-_A-Za-z0-9]{5,19}") @Schema(description = "微信号", example = "xiaoming-li")
        String wechat,

        @Nullable @Pattern(regexp = "[0-9]{6}") @Schema(description = "Code of the table region", example = "530100")
        String city,

        @Nullable @Pattern(regexp = MONTH) @Schema(description = "First month of work", example = "2018-07")
        String workingSince,

        @Nullable Boolean freshGraduate,

        @Nullable
        @Pattern(regexp = "[a-z0-9-]{1,30}")
        @Schema(description = "Code of the table availability", example = "any-time")
        String availability,

        @Nullable @Size(max = 2000) String introduction,
        @Nullable @Valid @Size(max = 3) List<Intention> intentions,
        @Nullable @Valid @Size(max = 6) List<Schooling> education,
        @Nullable @Valid @Size(max = 10) List<Employment> work,
        @Nullable @Valid @Size(max = 6) List<Project> projects,
        @Nullable @Valid @Size(max = 10) List<Certificate> certificates,
        @Nullable @Valid @Size(max = 10) List<Award> awards,
        @Nullable @Size(max = 20) List<@NotBlank @Size(max = 30) String> skills,
        @Nullable @Valid @Size(max = 6) List<Language> languages,

        @Nullable @Size(max = MOST_ATTACHMENTS) @Schema(description = "Names of attachments of the same owner")
        List<@NotNull @Pattern(regexp = "[A-Za-z0-9_-]{22}") String> attachments) {
    /** As many as go with a resume. */
    public static final int MOST_ATTACHMENTS = 5;

    static final String MONTH = "(19|20)[0-9]{2}-(0[1-9]|1[0-2])";

    /** A section that is not there is an empty one. */
    public ResumeFields {
        intentions = copy(intentions);
        education = copy(education);
        work = copy(work);
        projects = copy(projects);
        certificates = copy(certificates);
        awards = copy(awards);
        skills = copy(skills);
        languages = copy(languages);
        attachments = copy(attachments);
    }

    private static <T> List<T> copy(@Nullable List<T> section) {
        return Optional.ofNullable(section).map(List::copyOf).orElse(List.of());
    }

    /**
     * What they look for.
     *
     * @param salary 期望月薪
     */
    @Serdeable
    @Schema(name = "Intention")
    public record Intention(
            @NotNull
            @Pattern(regexp = "[0-9]{4}")
            @Schema(description = "Code of the table job-category", example = "0101")
            String category,

            @NotNull @Valid Salary salary,

            @NotNull @Size(min = 1, max = 5) List<@NotNull @Pattern(regexp = "[0-9]{6}") String> regions) {
        /** Takes a copy. */
        public Intention {
            regions = copy(regions);
        }
    }

    /** In yuan a month. */
    @Serdeable
    @Schema(name = "Salary")
    public record Salary(
            @NotNull @Min(0) @Max(10_000_000) @Schema(example = "15000")
            Integer min,

            @NotNull @Min(0) @Max(10_000_000) @Schema(example = "20000")
            Integer max,

            @Nullable Boolean negotiable) {}

    /** A school, and what was learned there. */
    @Serdeable
    @Schema(name = "Schooling")
    public record Schooling(
            @NotNull @NotBlank @Size(max = 60) @Schema(example = "云南大学")
            String school,

            @NotNull @Pattern(regexp = "[0-9]{2}") @Schema(description = "Code of the table education", example = "21")
            String level,

            @Nullable @Pattern(regexp = "[0-9]") @Schema(description = "Code of the table degree")
            String degree,

            @NotNull @NotBlank @Size(max = 60) @Schema(example = "软件工程")
            String major,

            @NotNull @Pattern(regexp = MONTH) @Schema(example = "2014-09")
            String start,

            @Nullable @Pattern(regexp = MONTH) @Schema(description = "毕业时间", example = "2018-06")
            String end) {}

    /**
     * Work that was done.
     *
     * @param monthlySalary in yuan; nobody sees it unless it is released
     */
    @Serdeable
    @Schema(name = "Employment")
    public record Employment(
            @NotNull @NotBlank @Size(max = 60) String company,
            @NotNull @NotBlank @Size(max = 60) String position,

            @Nullable @Pattern(regexp = "[A-T]") @Schema(description = "Code of the table industry", example = "I")
            String industry,

            @Nullable
            @Pattern(regexp = "[0-9]{4}")
            @Schema(description = "Code of the table job-category", example = "0101")
            String category,

            @NotNull @Pattern(regexp = MONTH) String start,
            @Nullable @Pattern(regexp = MONTH) String end,
            @Nullable @Min(0) @Max(10_000_000) Integer monthlySalary,
            @Nullable @Size(max = 1000) String description) {}

    /** Something that was made. */
    @Serdeable
    @Schema(name = "Project")
    public record Project(
            @NotNull @NotBlank @Size(max = 60) String name,
            @NotNull @NotBlank @Size(max = 60) String role,
            @NotNull @Pattern(regexp = MONTH) String start,
            @Nullable @Pattern(regexp = MONTH) String end,
            @Nullable @Size(max = 1000) String description) {}

    /** A certificate. */
    @Serdeable
    @Schema(name = "Certificate")
    public record Certificate(
            @NotNull @NotBlank @Size(max = 60) String name,
            @Nullable @Pattern(regexp = MONTH) String issued) {}

    /** An award. */
    @Serdeable
    @Schema(name = "Award")
    public record Award(
            @NotNull @NotBlank @Size(max = 60) String name,
            @Nullable @Pattern(regexp = MONTH) String awarded) {}

    /** A language. */
    @Serdeable
    @Schema(name = "SpokenLanguage")
    public record Language(
            @NotNull @NotBlank @Size(max = 30) String name,

            @NotNull @Pattern(regexp = "basic|working|fluent|native")
            String level) {}
}
