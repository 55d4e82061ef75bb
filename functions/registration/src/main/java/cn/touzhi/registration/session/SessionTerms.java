package cn.touzhi.registration.session;

import java.time.Duration;

/**
 * How long sessions live.
 *
 * @param idle without a refresh; 30 days
 * @param lifetime in all; 180 days
 * @param grace for which an answer that was lost is given again, to the same device alone; 60 s
 * @param knownDevice how long a device counts as known after a sign-in; 365 days
 * @param smsNotices text messages' worth of notices of new sessions a day, however many sign in; e-mails all go; 3
 * @param most open at once on one account; 10
 */
public record SessionTerms(
        Duration idle, Duration lifetime, Duration grace, Duration knownDevice, int smsNotices, int most) {}
