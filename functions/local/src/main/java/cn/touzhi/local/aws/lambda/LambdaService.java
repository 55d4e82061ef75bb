package cn.touzhi.local.aws.lambda;

import cn.touzhi.local.aws.Answer;
import cn.touzhi.local.aws.AwsRequest;
import cn.touzhi.local.aws.ErrorCodes;
import cn.touzhi.local.aws.Service;
import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.aws.Wire;
import cn.touzhi.local.iam.Access;
import cn.touzhi.local.iam.Permissions;
import cn.touzhi.local.lambda.FunctionPool;
import cn.touzhi.local.lambda.Outcome;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Resource;
import cn.touzhi.local.template.Stack;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lambda, as far as invoking goes: {@code Invoke}, whose caller waits for the answer. */
public final class LambdaService implements Service {
    /** What {@code /_local/invocations} calls the source of such an invocation. */
    public static final String SOURCE = "invoke";

    private static final Pattern INVOCATIONS = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");
    private static final String LATEST = "$LATEST";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Stack stack;
    private final FunctionPool functions;
    private final Permissions permissions;

    public LambdaService(Stack stack, FunctionPool functions, Permissions permissions) {
        this.stack = stack;
        this.functions = functions;
        this.permissions = permissions;
    }

    @Override
    public String name() {
        return "lambda";
    }

    @Override
    public String operation(AwsRequest request) {
        return named(request).map(name -> "Invoke").orElse(request.method() + " " + request.path());
    }

    @Override
    public Wire wire() {
        return Wire.REST_JSON;
    }

    @Override
    public ErrorCodes codes() {
        return new ErrorCodes(
                new ServiceException(403, "AccessDeniedException", ""),
                new ServiceException(429, "TooManyRequestsException", "Rate Exceeded."),
                new ServiceException(500, "ServiceException", "An error occurred and the request cannot be processed."),
                new ServiceException(
                        409, "ResourceConflictException", "The operation cannot be performed at this time."),
                new ServiceException(404, "UnknownOperationException", "The operation is not known."));
    }

    @Override
    public void authorize(String role, AwsRequest request) {
        named(request)
                .ifPresent(name -> permissions.demand(
                        role, Access.of("lambda:InvokeFunction", Names.function(name.logicalId()) + name.suffix())));
    }

    @Override
    public Answer answer(AwsRequest request) {
        FunctionName name = named(request).orElseThrow(codes()::unknownOperation);
        if (!isThere(name)) {
            throw error(
                    404,
                    "ResourceNotFoundException",
                    "Function not found: " + Names.function(name.logicalId()) + name.suffix());
        }
        return switch (request.headers().getOrDefault("x-amz-invocation-type", "RequestResponse")) {
            case "RequestResponse" -> invoked(name, eventOf(request));
            case "DryRun" -> new Answer(204, Map.of(), new byte[0], Answer.OK, 0, 0);
            default ->
                throw error(
                        400,
                        "InvalidParameterValueException",
                        "The local cloud has no queue for events; invoke with RequestResponse.");
        };
    }

    private Answer invoked(FunctionName name, byte[] event) {
        Outcome outcome = functions.invoke(name.logicalId(), SOURCE, event).outcome();
        if (outcome instanceof Outcome.Throttled) {
            throw codes().throttled();
        }
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("X-Amz-Executed-Version", LATEST);
        if (!(outcome instanceof Outcome.Returned)) {
            headers.put("X-Amz-Function-Error", "Unhandled");
        }
        return new Answer(200, headers, outcome.payload(), Answer.OK, 0, 0);
    }

    private static byte[] eventOf(AwsRequest request) {
        if (request.body().length == 0) {
            return "{}".getBytes(StandardCharsets.UTF_8);
        }
        try {
            JSON.readTree(request.body());
            return request.body();
        } catch (JacksonException malformed) {
            throw error(400, "InvalidRequestContentException", "Could not parse request body into json.");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private boolean isThere(FunctionName name) {
        Optional<Resource> function = Optional.ofNullable(stack.resources().get(name.logicalId()))
                .filter(resource -> resource.type().equals("AWS::Serverless::Function"));
        return function.isPresent()
                && name.qualifier()
                        .filter(qualifier -> !qualifier.equals(LATEST))
                        .map(function.get()
                                .properties()
                                .path("AutoPublishAlias")
                                .asText()::equals)
                        .orElse(true);
    }

    private static Optional<FunctionName> named(AwsRequest request) {
        Matcher path = INVOCATIONS.matcher(request.path());
        return request.method().equals("POST") && path.matches()
                ? FunctionName.parse(
                        path.group(1), Optional.ofNullable(request.query().get("Qualifier")))
                : Optional.empty();
    }

    private static ServiceException error(int status, String code, String message) {
        return new ServiceException(
                status, code, message, JsonNodeFactory.instance.objectNode().put("Type", "User"));
    }
}
