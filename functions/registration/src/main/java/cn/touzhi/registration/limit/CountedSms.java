package cn.touzhi.registration.limit;

/**
 * A text message as limits see it.
 *
 * @param target where it goes
 * @param name names it, and nobody outside knows it: it decides which part of its country's counter counts the message,
 *     and who could aim at one would use up a tenth of the limit for all
 * @param known whether a device asked for it on which somebody has signed in with the address. Its block doesn't count
 *     it, so that strangers who fill the block don't lock owners out; its country does, which pays for it
 */
public record CountedSms(SmsTarget target, String name, boolean known) {}
