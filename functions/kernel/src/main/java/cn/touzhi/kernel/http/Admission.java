package cn.touzhi.kernel.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;

/** Whether a request may reach a controller. */
sealed interface Admission {
    /** It may, in this form: a body is UTF-8 and not Base64, headers are those that we read. */
    record Admitted(APIGatewayV2HTTPEvent event) implements Admission {}

    /** It may not. */
    record Refused(Problem problem) implements Admission {}
}
