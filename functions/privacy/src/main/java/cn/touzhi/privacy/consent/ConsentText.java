package cn.touzhi.privacy.consent;

/**
 * What somebody is asked.
 *
 * @param version which wording, from 1
 * @param chinese the text
 * @param english the same
 */
record ConsentText(int version, String chinese, String english) {}
