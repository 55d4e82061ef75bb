package cn.touzhi.kernel.http;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/** Gives what Micronaut itself refuses (no such route, no such method, …) the form of our problems. */
@Singleton
@Replaces(ErrorResponseProcessor.class)
final class ProblemProcessor implements ErrorResponseProcessor<String> {
    @Override
    public MutableHttpResponse<String> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        Problem problem =
                Problems.ofStatus(response.code(), context.getRequest().getMethodName());
        problem.headers().forEach(response::header);
        return response.status(problem.status(), problem.kind())
                .body(problem.toJson())
                .contentType(Problem.MEDIA_TYPE);
    }
}
