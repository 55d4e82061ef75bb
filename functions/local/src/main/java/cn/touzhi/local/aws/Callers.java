package cn.touzhi.local.aws;

import java.util.Optional;

/** Knows who calls by the credentials that each execution environment was given. */
public interface Callers {
    /** Empty if nobody was given this key. */
    Optional<Caller> byAccessKey(String accessKeyId);
}
