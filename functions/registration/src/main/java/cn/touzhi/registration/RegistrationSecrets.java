package cn.touzhi.registration;

import cn.touzhi.kernel.aws.Secrets;
import java.util.concurrent.CompletableFuture;

/**
 * The two secrets of the room. They are asked for side by side while the function starts, and again where that failed.
 *
 * <p>Nobody waits for two readings: while Secrets Manager is silent, one takes most of what Lambda grants a function for
 * its start, and a second would make it start all over. So the one who saw a reading fail gets the failure, and the next
 * who asks gets the reading that began then.
 */
public final class RegistrationSecrets {
    private final Held pepper;
    private final Held room;

    /** Asks for both. */
    public RegistrationSecrets(Secrets secrets, RegistrationSettings settings) {
        this.pepper = new Held(secrets, settings.pepperSecret());
        this.room = new Held(secrets, settings.registrationSecret());
    }

    /** Digests addresses, alike in all rooms, and nothing else. */
    public byte[] pepper() {
        return pepper.get();
    }

    /** Everything else; no other room may read it. */
    public byte[] room() {
        return room.get();
    }

    private static final class Held {
        private final Secrets secrets;
        private final String arn;
        private CompletableFuture<byte[]> value;

        Held(Secrets secrets, String arn) {
            this.secrets = secrets;
            this.arn = arn;
            this.value = begin();
        }

        synchronized byte[] get() {
            if (value.isCompletedExceptionally()) {
                // a failure of the past says nothing about now. Begun here and not when it failed: Lambda freezes the
                // process between two requests, and time goes on over a reading under way
                value = begin();
            }
            return value.join();
        }

        private CompletableFuture<byte[]> begin() {
            return CompletableFuture.supplyAsync(() -> secrets.read(arn), Thread::startVirtualThread);
        }
    }
}
