package cn.touzhi.local.fault;

/** How a call fails. */
public enum Effect {
    /** The service breaks down before it does anything: 500. */
    REFUSE("refuse"),
    /** The service says that it has too much to do. */
    THROTTLE("throttle"),
    /** Nothing is done and nothing is ever answered. */
    TIMEOUT("timeout"),
    /** Another transaction is just at the same item. */
    CONFLICT("conflict"),
    /** It is done, but the connection breaks before the answer. */
    LOSE_ANSWER("lose-answer"),
    /** It is done, and the caller's process dies before it learns of it. */
    CRASH("crash");

    private final String word;

    Effect(String word) {
        this.word = word;
    }

    /** As {@code /_local/faults} calls it. */
    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException if no effect is called so */
    public static Effect of(String word) {
        for (Effect effect : values()) {
            if (effect.word.equals(word)) {
                return effect;
            }
        }
        throw new IllegalArgumentException("There is no effect \"%s\".".formatted(word));
    }
}
