package cn.touzhi.resumes.resume;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody discloses of themselves beyond what a resume needs. Whatever isn't here is undisclosed, which the policy's
 * required fields allow (clause 2.1.2; a code for it exists where the standard has one), and needs no consent.
 *
 * @param heightCm 身高
 * @param weightKg 体重
 * @param householdRegion 户口所在地
 * @param nativePlace 籍贯
 * @param photo 照片
 */
@Serdeable
@Schema(name = "SensitiveFields", description = "Each kind needs a consent of its own; what is left out is undisclosed")
public record Sensitive(
        @Nullable
        @Pattern(regexp = "[0-9]{2}")
        @Schema(description = "Code of the table ethnic-group; consent resume-ethnic-group", example = "01")
        String ethnicGroup,

        @Nullable
        @Pattern(regexp = "[0-9]{1,2}")
        @Schema(description = "Code of the table health; consent resume-health", example = "1")
        String health,

        @Nullable
        @Pattern(regexp = "[0-9]{2}")
        @Schema(description = "Code of the table political-status; consent resume-political-status", example = "13")
        String politicalStatus,

        @Nullable
        @Pattern(regexp = "[0-9]{2}")
        @Schema(description = "Code of the table marital-status; consent resume-marital-status", example = "10")
        String maritalStatus,

        @Nullable @Min(100) @Max(250) @Schema(description = "Consent resume-body")
        Integer heightCm,

        @Nullable @Min(20) @Max(300) @Schema(description = "Consent resume-body")
        Integer weightKg,

        @Nullable
        @Pattern(regexp = "[0-9]{6}")
        @Schema(description = "Code of the table region; consent resume-household", example = "530100")
        String householdRegion,

        @Nullable
        @Pattern(regexp = "[0-9]{6}")
        @Schema(description = "Code of the table region; consent resume-household", example = "530100")
        String nativePlace,

        @Nullable
        @Pattern(regexp = "[A-Za-z0-9_-]{22}")
        @Schema(description = "Name of an attachment that was announced as a photo; consent resume-photo")
        String photo) {
    /** Nothing disclosed. */
    public static final Sensitive NONE = new Sensitive(null, null, null, null, null, null, null, null, null);

    /** 未说明的婚姻状况 (GB/T 2261.2): it discloses nothing. */
    private static final String UNSTATED = "90";

    private static final String NOTHING = "";

    /** The members in which something is said. */
    Set<String> said() {
        Map<String, Optional<?>> members = new LinkedHashMap<>();
        members.put("ethnicGroup", Optional.ofNullable(ethnicGroup));
        members.put("health", Optional.ofNullable(health));
        members.put("politicalStatus", Optional.ofNullable(politicalStatus));
        members.put("maritalStatus", Optional.ofNullable(maritalStatus));
        members.put("heightCm", Optional.ofNullable(heightCm));
        members.put("weightKg", Optional.ofNullable(weightKg));
        members.put("householdRegion", Optional.ofNullable(householdRegion));
        members.put("nativePlace", Optional.ofNullable(nativePlace));
        members.put("photo", Optional.ofNullable(photo));
        members.values().removeIf(Optional::isEmpty);
        return members.keySet();
    }

    /** What is disclosed, by kind, as it is stored. */
    public Map<SensitiveKind, String> byKind() {
        Map<SensitiveKind, String> kinds = new EnumMap<>(SensitiveKind.class);
        kinds.put(SensitiveKind.ETHNIC_GROUP, text(ethnicGroup));
        kinds.put(SensitiveKind.HEALTH, text(health));
        kinds.put(SensitiveKind.POLITICAL_STATUS, text(politicalStatus));
        kinds.put(SensitiveKind.MARITAL_STATUS, text(maritalStatus));
        kinds.put(SensitiveKind.BODY, pair(text(heightCm), text(weightKg)));
        kinds.put(SensitiveKind.HOUSEHOLD, pair(text(householdRegion), text(nativePlace)));
        kinds.put(SensitiveKind.PHOTO, text(photo));
        kinds.values().removeIf(NOTHING::equals);
        kinds.remove(SensitiveKind.MARITAL_STATUS, UNSTATED);
        return kinds;
    }

    /** From what {@link #byKind} gave, or a part of it. */
    public static Sensitive of(Map<SensitiveKind, String> kinds) {
        String[] body = halves(kinds, SensitiveKind.BODY);
        String[] household = halves(kinds, SensitiveKind.HOUSEHOLD);
        return new Sensitive(
                kinds.get(SensitiveKind.ETHNIC_GROUP),
                kinds.get(SensitiveKind.HEALTH),
                kinds.get(SensitiveKind.POLITICAL_STATUS),
                kinds.get(SensitiveKind.MARITAL_STATUS),
                number(body[0]),
                number(body[1]),
                known(household[0]),
                known(household[1]),
                kinds.get(SensitiveKind.PHOTO));
    }

    private static String text(@Nullable Object value) {
        return Optional.ofNullable(value).map(Object::toString).orElse(NOTHING);
    }

    private static String pair(String one, String other) {
        return one.isEmpty() && other.isEmpty() ? NOTHING : one + "|" + other;
    }

    private static String[] halves(Map<SensitiveKind, String> kinds, SensitiveKind kind) {
        return kinds.getOrDefault(kind, "|").split("\\|", -1);
    }

    private static @Nullable Integer number(String text) {
        return text.isEmpty() ? null : Integer.valueOf(text);
    }

    private static @Nullable String known(String text) {
        return text.isEmpty() ? null : text;
    }
}
