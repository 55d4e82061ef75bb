package cn.touzhi.local;

/** Why the local cloud can't start; the message is one sentence. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StartException(String sentence) {
        super(sentence);
    }
}
