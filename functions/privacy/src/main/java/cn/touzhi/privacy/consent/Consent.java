package cn.touzhi.privacy.consent;

import java.time.Instant;

/**
 * How it stands with somebody's consent to one purpose.
 *
 * @param given whether it holds
 * @param textVersion of the text that they consented to, also where they withdrew since
 * @param changedAt since when
 */
record Consent(boolean given, int textVersion, Instant changedAt) {}
