package cn.touzhi.kernel.http;

import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.log.OperationLog;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.env.Environment;
import io.micronaut.function.aws.MicronautLambdaContext;
import io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction;
import io.micronaut.http.annotation.Controller;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * A function that answers HTTP: {@link AccessTokenCheck} where the route asks for a token, {@link Gate}, then Micronaut's
 * controllers, then {@link Answers}. Whatever happens in between, the answer is ours.
 */
public abstract class HttpFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final OperationLog log;
    private final AwsCalls calls;
    private final AccessTokenCheck tokens;
    private final APIGatewayV2HTTPEventFunction controllers;

    /**
     * @param context started, with the room's controllers and factories, an {@link OperationLog}, a {@link Clock} and
     *     the room's {@link TokenTerms}
     * @param calls makes the clients of all that is in it
     */
    protected HttpFunction(ApplicationContext context, AwsCalls calls) {
        this.calls = calls;
        this.log = context.getBean(OperationLog.class);
        this.tokens = new AccessTokenCheck(context.getBean(TokenTerms.class), context.getBean(Clock.class));
        this.controllers = new APIGatewayV2HTTPEventFunction(context);
        prepare(context);
    }

    /** Makes the controllers and all they stand on, while Lambda lends its full power to the start. */
    private void prepare(ApplicationContext context) {
        try {
            context.getBeansOfType(Object.class, Qualifiers.byStereotype(Controller.class));
        } catch (RuntimeException fault) {
            // most likely AWS doesn't answer; what is missing is made when a request needs it, or that gets the answer
            LastResort.of(fault, log);
        }
    }

    /**
     * The beginning of every such function's context. Nothing in it is made before it is needed ({@link #prepare} needs
     * it first): a part that can't be made yet must not keep the function from starting.
     */
    protected static ApplicationContextBuilder context() {
        return ApplicationContext.builder()
                .environments(Environment.FUNCTION, MicronautLambdaContext.ENVIRONMENT_LAMBDA)
                .deduceEnvironment(false)
                .properties(Map.of(
                        // null is absent, and empty is not: what is read must be written again alike (StrictBinding)
                        "micronaut.serde.serialization.inclusion", "NON_ABSENT",
                        "micronaut.server.date-header", "false"));
    }

    @Override
    public final APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        calls.within(context);
        APIGatewayV2HTTPResponse answer = answer(event, context);
        Answers.refusalIn(answer).ifPresent(kind -> log.event("request-refused")
                .with("status", answer.getStatusCode())
                .named("problem", kind)
                .write());
        return Answers.finish(answer);
    }

    private APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event, Context context) {
        try {
            return switch (admit(event)) {
                case Admission.Refused(Problem problem) -> Answers.of(problem);
                case Admission.Admitted(APIGatewayV2HTTPEvent admitted) -> controllers.handleRequest(admitted, context);
            };
        } catch (Throwable fault) {
            return Answers.of(LastResort.of(fault, log));
        }
    }

    /** Tokens first: the gate takes them away, since no controller has a use for one. */
    private Admission admit(APIGatewayV2HTTPEvent event) {
        Optional<TokenFault> fault = tokens.faultOf(event);
        if (fault.isEmpty()) {
            return Gate.admit(event);
        }
        log.event("token-refused").named("reason", fault.get().text()).write();
        return new Admission.Refused(Problems.unauthorized());
    }
}
