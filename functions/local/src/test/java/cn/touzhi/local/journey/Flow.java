package cn.touzhi.local.journey;

import java.util.List;
import java.util.function.Function;

/**
 * A way of using the platform that the {@link Sweep} tries with each of its calls to AWS failing.
 *
 * @param name by which it is told from others
 * @param functions whose calls these are
 * @param begin whatever must be there before, with nothing failing
 */
record Flow(String name, List<String> functions, Function<World, Trial> begin) {
    /** A trial of two parts. */
    static Trial trial(Runnable ask, Runnable check) {
        return new Trial() {
            @Override
            public void ask() {
                ask.run();
            }

            @Override
            public void check() {
                check.run();
            }
        };
    }

    /** One time through. */
    interface Trial {
        /**
         * Asks for what the flow is about, as a client or a queue does: again, if nothing answers. It is called while
         * calls fail, and once more when they don't.
         *
         * @throws AssertionError if it is not answered as it should be
         */
        void ask();

        /** That it has come about once, and nothing else. */
        void check();
    }
}
