package cn.touzhi.jobs.wording;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text without what hides words from whoever searches for them: full-width and circled forms become plain (NFKC), numbers
 * in Chinese become digits, spaces and ornaments go. Punctuation of sentences stays, as one sign for all.
 */
final class NormalText {
    private static final Pattern NUMERAL = Pattern.compile("[零〇一二两三四五六七八九十卅廿壹贰叁肆伍陆柒捌玖拾]{1,6}");
    private static final Pattern SENTENCE = Pattern.compile("[,，。.;；:：、!！?？/|()（）\\[\\]【】\n]");
    private static final Pattern RANGE = Pattern.compile("(?<=[0-9岁])[\\s]{0,3}[-~～—–‐−]{1,2}[\\s]{0,3}(?=[0-9])");
    private static final Pattern ORNAMENT = Pattern.compile("[^\\p{L}\\p{N}，\u0001]");
    private static final String BETWEEN = "\u0001";
    private static final String DIGITS = "零一二三四五六七八九";
    private static final String FORMAL = "壹贰叁肆伍陆柒捌玖";

    private NormalText() {}

    /** The normal form of {@code text}. */
    static String of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        // before numerals are read, so that a space in one of them doesn't make two
        String ranges = RANGE.matcher(digits(plain)).replaceAll(BETWEEN);
        String sentences = SENTENCE.matcher(ranges).replaceAll("，");
        return digits(ORNAMENT.matcher(sentences).replaceAll("")).replace(BETWEEN, "-");
    }

    private static String digits(String text) {
        return NUMERAL.matcher(text).replaceAll(numeral -> Matcher.quoteReplacement(numberOf(numeral)));
    }

    /** 三十五, 三五, 卅五 and 叁拾伍 are all 35; what is no number of two digits is read sign by sign. */
    private static String numberOf(MatchResult numeral) {
        String signs = numeral.group().replace("廿", "二十").replace("卅", "三十").replace('拾', '十');
        int ten = signs.indexOf('十');
        if (ten < 0) {
            return signBySign(signs);
        }
        String tens = ten == 0 ? "1" : signBySign(signs.substring(0, ten));
        String ones = ten == signs.length() - 1 ? "0" : signBySign(signs.substring(ten + 1));
        return tens + ones;
    }

    private static String signBySign(String signs) {
        StringBuilder digits = new StringBuilder();
        signs.chars().forEach(sign -> digits.append(digitOf((char) sign)));
        return digits.toString();
    }

    private static String digitOf(char sign) {
        return switch (sign) {
            case '〇' -> "0";
            case '两' -> "2";
            case '十' -> "10";
            default ->
                DIGITS.indexOf(sign) >= 0
                        ? Integer.toString(DIGITS.indexOf(sign))
                        : Integer.toString(FORMAL.indexOf(sign) + 1);
        };
    }
}
