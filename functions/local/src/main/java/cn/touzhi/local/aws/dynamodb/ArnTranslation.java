package cn.touzhi.local.aws.dynamodb;

import cn.touzhi.local.aws.Answer;
import cn.touzhi.local.aws.Wire;
import cn.touzhi.local.engine.EngineAnswer;
import cn.touzhi.local.template.Names;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** DynamoDB Local has an account and a region of its own; outside it is the local cloud's. */
final class ArnTranslation {
    private static final String INSIDE = "arn:aws:dynamodb:ddblocal:000000000000:";
    private static final String OUTSIDE = Names.arn("dynamodb", "");

    private final Function<byte[], EngineAnswer> engine;

    private ArnTranslation(Function<byte[], EngineAnswer> engine) {
        this.engine = engine;
    }

    static ArnTranslation of(Function<byte[], EngineAnswer> engine) {
        return new ArnTranslation(engine);
    }

    Answer answer(byte[] request) {
        EngineAnswer answer = engine.apply(replace(request, OUTSIDE, INSIDE));
        byte[] body = replace(answer.body(), INSIDE, OUTSIDE);
        String outcome = answer.ok()
                ? Answer.OK
                : Wire.shortCode(DynamoJson.read(body).path("__type").asText("InternalServerError"));
        return DynamoService.answer(answer.status(), body, outcome, 0, 0);
    }

    private static byte[] replace(byte[] body, String from, String to) {
        return new String(body, StandardCharsets.UTF_8).replace(from, to).getBytes(StandardCharsets.UTF_8);
    }
}
