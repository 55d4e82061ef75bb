package cn.touzhi.local.engine;

/**
 * What an engine answered.
 *
 * @param status of HTTP
 * @param contentType of the body
 */
public record EngineAnswer(int status, String contentType, byte[] body) {
    /** Whether the call took effect. */
    public boolean ok() {
        return status == 200;
    }
}
