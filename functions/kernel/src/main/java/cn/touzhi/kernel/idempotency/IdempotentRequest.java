package cn.touzhi.kernel.idempotency;

import cn.touzhi.kernel.SubjectId;

/**
 * A request that its client may repeat, by what it calls it.
 *
 * @param subject whose
 * @param key keyed digest of the route and the Idempotency-Key
 * @param body keyed digest of what was sent
 */
public record IdempotentRequest(SubjectId subject, String key, String body) {}
