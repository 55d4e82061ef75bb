package cn.touzhi.registration;

import cn.touzhi.kernel.aws.Secrets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The two secrets of the room. They are asked for side by side while the function starts, and again where that failed,
 * so that a moment's silence of Secrets Manager doesn't cost the whole start.
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
            this.value = CompletableFuture.supplyAsync(() -> secrets.read(arn), Thread::startVirtualThread);
        }

        synchronized byte[] get() {
            try {
                return value.join();
            } catch (CompletionException failed) {
                value = CompletableFuture.completedFuture(secrets.read(arn));
                return value.join();
            }
        }
    }
}
