package cn.touzhi.resumes.resume;

import cn.touzhi.kernel.http.Problem;
import io.micronaut.core.annotation.Nullable;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds in free text that everybody who searches would see how somebody is reached, or who they are (clause 3.1 (2): neither
 * name nor contact is shown in search): numbers of phones and identity cards, addresses, accounts and their own name, also in
 * full-width or Chinese digits and with signs or invisible characters between.
 */
final class ContactLeaks {
    private static final String CHINESE_DIGITS = "零一二三四五六七八九";

    /** Nobody sees them, and so they hide well. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Cc}\\u115F\\u3164]");

    private static final Pattern BETWEEN_DIGITS = Pattern.compile("(?<=\\d)[\\s\\p{P}\\p{S}]{1,3}(?=\\d)");

    /** A mobile number, or one with its area code (工信部: 1 and ten digits; 0, two or three, and seven or eight). */
    private static final Pattern PHONE =
            Pattern.compile("(?<!\\d)(?:(?:00)?86)?(?:1[3-9]\\d{9}|0\\d{2,3}[2-9]\\d{6,7})(?!\\d)");

    /** GB 11643: six digits of a place, eight of a date, three and a check sign. */
    private static final Pattern IDENTITY_NUMBER =
            Pattern.compile("(?<!\\d)[1-9]\\d{5}(?:19|20)\\d{2}(?:0[1-9]|1[0-2])\\d{2}\\d{3}[\\dx](?!\\d)");

    private static final Pattern EMAIL = Pattern.compile(
            "[a-z0-9._%+-]+\\s*(?:@|[(\\[{]\\s*at\\s*[)\\]}]|艾特|#at#)\\s*[a-z0-9-]+\\s*(?:\\.|点|dot)\\s*[a-z]{2,}");

    private static final Pattern LINK =
            Pattern.compile("https?:|www\\.|\\b[a-z0-9-]+\\.(?:com|cn|org|top|vip|xyz|cc|me)\\b(?!\\w)");

    private static final Pattern WECHAT = Pattern.compile("(?:微信|薇信|威信|v信|wechat|weixin|(?<![a-z])(?:vx|wx))\\s*(?:"
            + "(?:号码?|id)?\\s*(?:[:：=]|是|为)\\s*[a-z][-_a-z0-9]{5,19}"
            + "|(?:号码?|id)?\\s*(?=[-_a-z]*\\d)[-_a-z0-9]{6,20})");

    private static final Pattern QQ =
            Pattern.compile("(?:(?<![a-z])qq|扣扣|企鹅)\\s*(?:号码?)?\\s*(?:[:：=]|是|为)?\\s*[1-9]\\d{4,10}");

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    private ContactLeaks() {}

    /** Where in what is public it says so, and what; empty if it doesn't. */
    static List<Problem.Fault> in(ResumeFields fields) {
        List<Problem.Fault> faults = new ArrayList<>();
        for (int i = 0; i < fields.skills().size(); i++) {
            check(faults, "/fields/skills/" + i, fields.skills().get(i), fields.name());
        }
        for (int i = 0; i < fields.work().size(); i++) {
            check(
                    faults,
                    "/fields/work/" + i + "/position",
                    fields.work().get(i).position(),
                    fields.name());
        }
        for (int i = 0; i < fields.education().size(); i++) {
            check(
                    faults,
                    "/fields/education/" + i + "/major",
                    fields.education().get(i).major(),
                    fields.name());
        }
        for (int i = 0; i < fields.languages().size(); i++) {
            check(
                    faults,
                    "/fields/languages/" + i + "/name",
                    fields.languages().get(i).name(),
                    fields.name());
        }
        return faults;
    }

    private static void check(List<Problem.Fault> faults, String pointer, String text, @Nullable String name) {
        if (says(text, name)) {
            faults.add(new Problem.Fault(pointer, "must not say who you are or how you are reached"));
        }
    }

    /**
     * Whether {@code text} says how somebody is reached, or that they are called {@code name}.
     *
     * @param name null where they gave none
     */
    static boolean says(String text, @Nullable String name) {
        String plain = plain(text);
        String digits = BETWEEN_DIGITS.matcher(plain).replaceAll("");
        // also as it stands: joined to what comes before or after, a number would be a longer one
        return Stream.of(plain, digits)
                        .anyMatch(one -> PHONE.matcher(one).find()
                                || IDENTITY_NUMBER.matcher(one).find())
                || EMAIL.matcher(plain).find()
                || LINK.matcher(plain).find()
                || WECHAT.matcher(plain).find()
                || QQ.matcher(digits).find()
                || name != null && isNamed(plain, plain(name));
    }

    /** A name in letters is one between others only: somebody called Li is not in "client". */
    private static boolean isNamed(String text, String name) {
        return HAN.matcher(name).find()
                ? joined(text).contains(joined(name))
                : Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}])")
                        .matcher(text)
                        .find();
    }

    private static String joined(String text) {
        return text.replaceAll("[\\s\\p{P}]", "");
    }

    private static String plain(String text) {
        String visible = INVISIBLE
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll("");
        StringBuilder plain = new StringBuilder(visible.length());
        visible.toLowerCase(Locale.ROOT).codePoints().map(ContactLeaks::digit).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static int digit(int sign) {
        if (Character.isDigit(sign)) {
            return '0' + Character.digit(sign, 10);
        }
        return switch (sign) {
            case '〇', '○' -> '0';
            case '幺', '壹' -> '1';
            case '两', '贰' -> '2';
            case '叁' -> '3';
            case '肆' -> '4';
            case '伍' -> '5';
            case '陆' -> '6';
            case '柒' -> '7';
            case '捌' -> '8';
            case '玖' -> '9';
            default -> {
                int index = CHINESE_DIGITS.indexOf(sign);
                yield index < 0 ? sign : '0' + index;
            }
        };
    }
}
