package cn.touzhi.local.lambda;

/** A function can't be run as the template says; the message is one sentence. */
public final class FunctionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public FunctionException(String sentence) {
        super(sentence);
    }
}
