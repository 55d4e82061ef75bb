package cn.touzhi.local.lambda;

import java.time.Instant;

/**
 * What a function wrote to its standard output or error.
 *
 * @param at on the local cloud's clock
 * @param function logical id
 * @param group logical id of the log group
 * @param requestId of the invocation during which it was written; empty text before the first
 */
public record LogLine(Instant at, String function, String group, String requestId, String text) {}
