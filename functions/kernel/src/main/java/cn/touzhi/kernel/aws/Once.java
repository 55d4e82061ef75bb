package cn.touzhi.kernel.aws;

import java.util.Optional;
import java.util.function.Supplier;

/** Something that is made when it is first needed, such as a client that most invocations do without. */
public final class Once<T> implements Supplier<T> {
    private final Supplier<T> making;
    private Optional<T> made = Optional.empty();

    /** @param making makes it; called once at most, unless it fails */
    public Once(Supplier<T> making) {
        this.making = making;
    }

    @Override
    public synchronized T get() {
        if (made.isEmpty()) {
            made = Optional.of(making.get());
        }
        return made.orElseThrow();
    }
}
