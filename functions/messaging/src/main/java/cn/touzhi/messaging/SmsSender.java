package cn.touzhi.messaging;

/** Brings a text message on its way. Who calls decides whether to call again; a sender never does so by itself. */
@FunctionalInterface
public interface SmsSender {
    /**
     * Hands {@code message} to the provider, once.
     *
     * @return what is known of it afterwards; whatever goes wrong between us and the provider is an outcome, not an
     *     exception
     */
    Outcome send(SmsMessage message);
}
