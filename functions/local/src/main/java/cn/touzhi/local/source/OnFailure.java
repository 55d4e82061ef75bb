package cn.touzhi.local.source;

import cn.touzhi.local.source.RoleCalls.CallFailed;
import cn.touzhi.local.source.RoleCalls.Service;
import cn.touzhi.local.template.EventSource.FromStream;
import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.template.Names;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.UUID;

/**
 * Tells a queue where in a stream the records lie that were given up; the records themselves stay out of it
 * (docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html).
 */
final class OnFailure {
    private final LambdaFunction function;
    private final FromStream source;
    private final RoleCalls aws;
    private final Complaints complaints;
    private final Clock clock;

    OnFailure(LambdaFunction function, FromStream source, RoleCalls aws, Complaints complaints, Clock clock) {
        this.function = function;
        this.source = source;
        this.aws = aws;
        this.complaints = complaints;
        this.clock = clock;
    }

    void tell(String shard, StreamBatches.GivenUp givenUp) {
        source.onFailureQueue().ifPresent(queue -> {
            ObjectNode request = JsonNodeFactory.instance
                    .objectNode()
                    .put("QueueUrl", aws.queueUrl(queue))
                    .put("MessageBody", message(shard, givenUp).toString());
            try {
                aws.call(Service.QUEUES, "SendMessage", request);
            } catch (CallFailed refused) {
                complaints.make("%s can't be told of records that %s gave up: %s"
                        .formatted(queue, function.logicalId(), refused.getMessage()));
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private ObjectNode message(String shard, StreamBatches.GivenUp givenUp) {
        StreamRecord first = givenUp.records().getFirst();
        StreamRecord last = givenUp.records().getLast();
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.putObject("requestContext")
                .put("requestId", UUID.randomUUID().toString())
                .put("functionArn", Names.function(function.logicalId()))
                .put("condition", givenUp.condition())
                .put("approximateInvokeCount", givenUp.tries());
        message.putObject("responseContext")
                .put("statusCode", 200)
                .put("executedVersion", "$LATEST")
                .put("functionError", "Unhandled");
        message.put("version", "1.0");
        message.put("timestamp", clock.instant().toString());
        message.putObject("DDBStreamBatchInfo")
                .put("shardId", shard)
                .put("startSequenceNumber", first.sequenceNumber())
                .put("endSequenceNumber", last.sequenceNumber())
                .put("approximateArrivalOfFirstRecord", first.createdAt().toString())
                .put("approximateArrivalOfLastRecord", last.createdAt().toString())
                .put("batchSize", givenUp.records().size())
                .put("streamArn", Names.stream(source.table()));
        return message;
    }
}
