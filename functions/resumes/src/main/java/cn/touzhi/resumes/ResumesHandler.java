package cn.touzhi.resumes;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.http.HttpFunction;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.resumes.code.CodeTables;
import io.micronaut.context.ApplicationContext;
import java.time.Clock;

/** The function {@code resumes}: the codes that resumes are filled in with, over HTTP. */
public final class ResumesHandler extends HttpFunction {
    /** As Lambda makes it. */
    public ResumesHandler() {
        this(Surroundings.ofLambda(Clock.systemUTC()));
    }

    /** As a test makes it. */
    ResumesHandler(Surroundings surroundings) {
        super(start(surroundings), new AwsCalls());
    }

    private static ApplicationContext start(Surroundings surroundings) {
        return context()
                .singletons(
                        surroundings.settings().tokenTerms(),
                        surroundings.tables(),
                        surroundings.clock(),
                        surroundings.log())
                .start();
    }

    /**
     * All that the function touches.
     *
     * @param settings its environment
     * @param tables the code tables
     * @param clock its time
     * @param log its log
     */
    record Surroundings(ResumesSettings settings, CodeTables tables, Clock clock, OperationLog log) {
        static Surroundings ofLambda(Clock clock) {
            return new Surroundings(
                    ResumesSettings.from(Environment.ofProcess()),
                    new CodeTables(),
                    clock,
                    OperationLog.ofFunction("resumes", clock));
        }
    }
}
