package cn.touzhi.local.state;

/** A request names what the template has not got; the message is one sentence. */
final class NotFound extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotFound(String sentence) {
        super(sentence);
    }
}
