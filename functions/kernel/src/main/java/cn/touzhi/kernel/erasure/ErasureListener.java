package cn.touzhi.kernel.erasure;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.queue.Heard;
import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the erasure function of every room does with what its queue brings: orders of the platform, which it answers, and
 * accounts that lapsed, which nobody ordered. What there was no time for comes again.
 */
public final class ErasureListener {
    /** What one more page, the keys and the answer take at most. */
    private static final Duration FOR_ONE_MORE = Duration.ofSeconds(8);

    private final Erasures erasures;
    private final String reported;
    private final OperationLog log;

    /** @param reported type of the room's answer */
    public ErasureListener(Erasures erasures, String reported, OperationLog log) {
        this.erasures = erasures;
        this.reported = reported;
        this.log = log;
    }

    /**
     * Carries out what {@code event} says.
     *
     * @param context how much time is left
     * @throws EventJson.MalformedEventException if it doesn't say whom to erase, or which order it is
     */
    public Heard hear(Event event, Context context) {
        BooleanSupplier goOn = () -> context.getRemainingTimeInMillis() > FOR_ONE_MORE.toMillis();
        if (event.type().equals(ErasureEvents.ORDERED)) {
            return heard(ErasureOrder.of(event), goOn, Optional.of(reported));
        }
        return event.type().equals(ErasureEvents.LAPSED) ? heard(lapsed(event), goOn, Optional.empty()) : Heard.FOREIGN;
    }

    private Heard heard(ErasureOrder order, BooleanSupplier goOn, Optional<String> answer) {
        Optional<ErasureReport> report = erasures.erase(order, goOn);
        if (report.isEmpty()) {
            log.event("erasure-goes-on").with("order", order.id()).write();
            return Heard.AGAIN;
        }
        answer.ifPresent(type -> erasures.answer(order, report.get(), type));
        log.event("erased").with("order", order.id()).write();
        return Heard.DONE;
    }

    private static ErasureOrder lapsed(Event event) {
        return new ErasureOrder(
                ErasureOrderId.parse(event.id().value()).orElseThrow(EventJson.MalformedEventException::new),
                event.subject().flatMap(SubjectId::parse).orElseThrow(EventJson.MalformedEventException::new),
                event.id());
    }
}
