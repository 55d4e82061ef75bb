package cn.touzhi.kernel.search;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a text is found by. Chinese has no spaces between words, so every two neighbouring signs count as one; of other
 * scripts, words do. Full-width, upper-case and lower-case forms are the same.
 */
public final class Keywords {
    /** Signs of Chinese, or a word with what belongs to names of programming languages (C++, C#). */
    private static final Pattern RUN = Pattern.compile("\\p{IsHan}+|[\\p{L}\\p{N}&&[^\\p{IsHan}]]+[+#]{0,2}");

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}+");
    /** Parts of keys have it between them. */
    private static final char SEPARATOR = '#';

    private static final char SHARP = '♯';

    /** Nobody looks for longer ones. */
    private static final int LONGEST = 30;

    private Keywords() {}

    /** The keywords of {@code texts}, each once, in their order; none where there are only single Chinese signs. */
    public static List<String> of(List<String> texts) {
        Set<String> keywords = new LinkedHashSet<>();
        for (String text : texts) {
            String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
            RUN.matcher(plain)
                    .results()
                    .map(MatchResult::group)
                    .flatMap(Keywords::inRun)
                    .forEach(keywords::add);
        }
        return List.copyOf(keywords);
    }

    private static Stream<String> inRun(String run) {
        if (!HAN.matcher(run).matches()) {
            String word = run.replace(SEPARATOR, SHARP);
            int[] letters = word.codePoints().limit(LONGEST).toArray();
            return Stream.of(new String(letters, 0, letters.length));
        }
        int[] signs = run.codePoints().toArray();
        return IntStream.range(1, signs.length).mapToObj(i -> new String(signs, i - 1, 2));
    }
}
