package cn.touzhi.local.engine;

/** An engine could not be started or does not answer; the message is one sentence. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EngineException(String sentence) {
        super(sentence);
    }

    public EngineException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
