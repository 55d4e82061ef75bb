package cn.touzhi.kernel.http;

import cn.touzhi.kernel.log.OperationLog;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.validation.exceptions.ConstraintExceptionHandler;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;

/** What becomes of exceptions: each a problem that says no more than the client may know. */
@Factory
final class Faults {
    /** What Bean Validation found wrong. */
    @Singleton
    @Replaces(ConstraintExceptionHandler.class)
    ExceptionHandler<ConstraintViolationException, HttpResponse<?>> constraints() {
        return (request, violated) ->
                Problems.malformed(Violations.faultsOf(violated)).toResponse();
    }

    /** What readers and binders refused. */
    @Singleton
    ExceptionHandler<ProblemException, HttpResponse<?>> problems() {
        return (request, refused) -> refused.problem().toResponse();
    }

    /** Everything that nobody thought of, and everything that AWS doesn't answer. */
    @Singleton
    ExceptionHandler<Throwable, HttpResponse<?>> unexpected(OperationLog log) {
        return (request, fault) -> LastResort.of(fault, log).toResponse();
    }
}
