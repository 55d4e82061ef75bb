package cn.touzhi.kernel.http;

import cn.touzhi.kernel.log.OperationLog;
import software.amazon.awssdk.core.exception.SdkException;

/** The answer to a fault that nobody meant to answer: it is logged once, without a word that was sent. */
final class LastResort {
    private LastResort() {}

    /** 503 where trying again may help: AWS doesn't answer, or this one request exhausted the memory. Else 500. */
    static Problem of(Throwable fault, OperationLog log) {
        if (isOfAws(fault)) {
            log.event("aws-call-failed").with(fault).write();
            return Problems.tryAgain();
        }
        if (fault instanceof VirtualMachineError) {
            log.event("memory-exhausted").with(fault).write();
            return Problems.tryAgain();
        }
        log.event("request-failed").with(fault).write();
        return Problems.internal();
    }

    /** Also where it broke something that was being put together: a part is made when it is first needed. */
    private static boolean isOfAws(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SdkException) {
                return true;
            }
        }
        return false;
    }
}
