package cn.touzhi.kernel.address;

/**
 * Ten thousand neighbouring phone numbers or fewer: what pumps messages for money holds numbers by the block.
 *
 * @param country two-letter code (ISO 3166)
 * @param digits the first seven of the national number, or all where it has fewer
 */
public record NumberBlock(String country, String digits) {
    /** In China these are the carrier's prefix and the home region. */
    static final int DIGITS = 7;

    /** Keeps the digits out of logs. */
    @Override
    public String toString() {
        return "NumberBlock";
    }
}
