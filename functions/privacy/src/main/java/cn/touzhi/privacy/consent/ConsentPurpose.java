package cn.touzhi.privacy.consent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody can consent to, each by itself: purposes that the law wants a separate consent for (PIPL art. 29: one for
 * each kind of sensitive data, duty 10), further purposes of the policy that nobody needs to agree to, and permissions of
 * their devices (policy 2.3, duty 26). Nothing here is needed for registering, searching or submitting a resume.
 */
enum ConsentPurpose {
    /** Resume field 民族. */
    RESUME_ETHNIC_GROUP(Kind.SENSITIVE, "2.1.2"),
    /** Resume field 健康状况. */
    RESUME_HEALTH(Kind.SENSITIVE, "2.1.2"),
    /** Resume field 政治面貌. */
    RESUME_POLITICAL_STATUS(Kind.SENSITIVE, "2.1.2"),
    /** Resume field 婚姻状况. */
    RESUME_MARITAL_STATUS(Kind.SENSITIVE, "2.1.2"),
    /** Resume fields 身高 and 体重. */
    RESUME_BODY(Kind.SENSITIVE, "2.1.2"),
    /** Resume fields 户口所在地 and 籍贯. */
    RESUME_HOUSEHOLD(Kind.SENSITIVE, "2.1.2"),
    /** Resume field 照片. */
    RESUME_PHOTO(Kind.SENSITIVE, "2.1.2"),
    /** 身份证号, for the one application that asks for it (duty 12). */
    RESUME_IDENTITY_NUMBER(Kind.SENSITIVE, "2.1.2"),

    /** Results that depend on what somebody did before (PIPL art. 24; duty 18). */
    PERSONAL_RECOMMENDATIONS(Kind.PURPOSE, "2.2(1)"),
    /** Checking by identifiers of the device who it is (duty 19). */
    DEVICE_VERIFICATION(Kind.PURPOSE, "2.2(2)"),

    /** Files of the device, to attach them. */
    PERMISSION_STORAGE(Kind.PERMISSION, "2.3.1"),
    /** Camera. */
    PERMISSION_CAMERA(Kind.PERMISSION, "2.3.2"),
    /** Where the device is. */
    PERMISSION_LOCATION(Kind.PERMISSION, "2.3.3"),
    /** Pictures. */
    PERMISSION_ALBUM(Kind.PERMISSION, "2.3.4"),
    /** Contacts that are picked. */
    PERMISSION_CONTACTS(Kind.PERMISSION, "2.3.5"),
    /** Push notifications (duty 32). */
    PERMISSION_NOTIFICATIONS(Kind.PERMISSION, "2.3.6"),
    /** Calendar, for interviews. */
    PERMISSION_CALENDAR(Kind.PERMISSION, "2.3.7"),
    /** Microphone. */
    PERMISSION_MICROPHONE(Kind.PERMISSION, "2.3.8"),
    /** Whether certain other apps are there. */
    PERMISSION_INSTALLED_APPS(Kind.PERMISSION, "2.3.9");

    private final Kind kind;
    private final String clause;

    ConsentPurpose(Kind kind, String clause) {
        this.kind = kind;
        this.clause = clause;
    }

    /** The name in URLs, in the table and in events. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The purpose with this {@link #text}, if there is one. */
    static Optional<ConsentPurpose> of(String text) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.text().equals(text))
                .findFirst();
    }

    Kind kind() {
        return kind;
    }

    /** The clause of the policy that it is about. */
    String clause() {
        return clause;
    }

    /** What sort of thing is consented to. */
    enum Kind {
        SENSITIVE,
        PURPOSE,
        PERMISSION;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
