package cn.touzhi.kernel.aws;

import cn.touzhi.kernel.crypto.KeyedDigest;
import java.util.Optional;

/**
 * A room's own secret, which no other room may read: cursors and whatever else only this room may make are made under
 * it. It is read when it is first needed, and again where that failed.
 */
public final class RoomSecret {
    private final Secrets secrets;
    private final String arn;
    private Optional<byte[]> value = Optional.empty();

    /** @param arn of the secret */
    public RoomSecret(Secrets secrets, String arn) {
        this.secrets = secrets;
        this.arn = arn;
    }

    /** Digests for one purpose, constant in code. */
    public KeyedDigest digests(String purpose) {
        return new KeyedDigest(read(), purpose);
    }

    private synchronized byte[] read() {
        byte[] read = value.orElseGet(() -> secrets.read(arn));
        value = Optional.of(read);
        return read;
    }
}
