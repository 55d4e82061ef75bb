package cn.touzhi.jobs.wording;

import java.util.regex.Pattern;

/**
 * Wording that keeps people out.
 *
 * @param category for what
 * @param pattern finds it in normal text
 * @param example of it
 * @param source the law that forbids it
 */
record Term(TermCategory category, Pattern pattern, String example, String source) {}
