package cn.touzhi.registration.session;

/** What a device may be called. */
public final class DeviceName {
    /**
     * Up to 64 characters, one of them visible at least, and none that controls, hides or turns round what stands
     * beside it (Unicode categories Cc, Cf, Zl, Zp), is half of one, or is no character.
     */
    public static final String PATTERN = "(?=.*[^\\p{Z}])[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Co}\\p{Zl}\\p{Zp}]{1,64}";

    private DeviceName() {}
}
