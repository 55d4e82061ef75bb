package cn.touzhi.jobs;

import cn.touzhi.jobs.employer.CreditCode;

/** Unified social credit codes that check. */
public final class Codes {
    private Codes() {}

    /** The {@code number}th of them. */
    public static String number(int number) {
        String begin = "91530100MA6K%05d".formatted(number);
        return "0123456789ABCDEFGHJKLMNPQRTUWXY"
                .chars()
                .mapToObj(check -> begin + (char) check)
                .filter(code -> CreditCode.parse(code).isPresent())
                .findFirst()
                .orElseThrow();
    }
}
