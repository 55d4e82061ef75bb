package cn.touzhi.resumes.code;

import java.util.Optional;

/**
 * One code of a {@link CodeTable}. A code never gets another meaning, since resumes and the copies of them that employers
 * hold are full of them.
 *
 * @param code unique in its table
 * @param chinese its name
 * @param english its name
 * @param parent the code above it, in tables that have levels
 * @param undisclosed whether it is the standard's own for what somebody doesn't wish to state, so that a field that must
 *     be filled in forces nobody to disclose it
 * @param abolished whether it is no longer offered, but may still stand in what was written before, or on an identity
 *     card
 */
public record Code(
        String code, String chinese, String english, Optional<String> parent, boolean undisclosed, boolean abolished) {}
