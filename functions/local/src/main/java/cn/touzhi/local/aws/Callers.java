package cn.touzhi.local.aws;

import java.util.Optional;

/** Knows who calls by the credentials that each execution environment was given. */
public interface Callers {
    /** Empty if nobody was given this key. */
    Optional<Caller> byAccessKey(String accessKeyId);

    /**
     * What a signature that was made with this key is judged by. It outlives the process that signed, as what is signed
     * for a browser does.
     */
    default Optional<Session> session(String accessKeyId) {
        return Optional.empty();
    }
}
