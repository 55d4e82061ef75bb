package cn.touzhi.registration.challenge;

import java.time.Instant;

/**
 * A challenge that was solved.
 *
 * @param challenge names it, the same however its solution is written
 * @param level how hard it was
 * @param endsAt when it counts no more
 */
public record Solution(String challenge, Level level, Instant endsAt) {}
