package cn.touzhi.resumes.code;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The codes that a field can have.
 *
 * @param id names it, in kebab case
 * @param chinese its name
 * @param english its name
 * @param standard that it is from, or {@code Touzhi} where it is of our own making
 * @param version date since which it is in force as it stands here
 * @param source what the codes were read from, which is rarely the text of the standard itself
 * @param note what is left out, and what is ours
 * @param codes in the order in which they are offered, each after its parent
 */
public record CodeTable(
        String id,
        String chinese,
        String english,
        String standard,
        LocalDate version,
        String source,
        Optional<String> note,
        List<Code> codes) {
    /** Takes a copy. */
    public CodeTable {
        codes = List.copyOf(codes);
    }

    /** One of its codes; empty if there is none of that name. */
    public Optional<Code> code(String code) {
        return codes.stream().filter(known -> known.code().equals(code)).findFirst();
    }
}
