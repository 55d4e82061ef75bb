package cn.touzhi.local.gateway;

/** A token that is refused; the message says why and holds nothing of the token. */
final class InvalidToken extends Exception {
    private static final long serialVersionUID = 1;

    InvalidToken(String why) {
        super(why);
    }
}
