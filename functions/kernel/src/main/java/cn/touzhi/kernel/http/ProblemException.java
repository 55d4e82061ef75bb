package cn.touzhi.kernel.http;

/** Ends a request with a problem, from where no answer can be returned: readers and binders. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    /** @param problem the answer */
    public ProblemException(Problem problem) {
        super(problem.kind(), null, false, false);
        this.problem = problem;
    }

    /** The answer. */
    public Problem problem() {
        return problem;
    }
}
