package cn.touzhi.local.template;

import java.time.Duration;
import java.util.Optional;

/** An SQS queue, with AWS's defaults where the template is silent. */
public record Queue(
        String logicalId,
        boolean fifo,
        Duration visibility,
        Duration retention,
        Duration delay,
        Optional<Redrive> redrive) {
    /**
     * @param deadLetterQueue logical id
     * @param maxReceiveCount after so many receipts a message goes there
     */
    public record Redrive(String deadLetterQueue, int maxReceiveCount) {}
}
