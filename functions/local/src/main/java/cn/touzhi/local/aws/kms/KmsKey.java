package cn.touzhi.local.aws.kms;

import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.template.Key;
import cn.touzhi.local.template.Names;
import java.util.Objects;

/**
 * A key that never leaves KMS.
 *
 * @param secret raw bytes, or PKCS #8 of an asymmetric one
 * @param open X.509 of the public half; empty for symmetric ones
 */
record KmsKey(Key declared, KeyState state, byte[] secret, byte[] open) {
    String id() {
        return declared.logicalId();
    }

    String arn() {
        return Names.key(id());
    }

    KmsKey in(KeyState other) {
        return new KmsKey(declared, other, secret, open);
    }

    /** Demands that the key may be used for what it is made for. */
    void demand(String usage) {
        if (state == KeyState.Disabled) {
            throw new ServiceException(400, "DisabledException", arn() + " is disabled.");
        }
        if (state == KeyState.PendingDeletion) {
            throw new ServiceException(400, "KMSInvalidStateException", arn() + " is pending deletion.");
        }
        if (!declared.usage().equals(usage)) {
            throw new ServiceException(
                    400, "InvalidKeyUsageException", arn() + " key usage is " + declared.usage() + ", not " + usage);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KmsKey key && id().equals(key.id()) && state == key.state;
    }

    @Override
    public int hashCode() {
        return Objects.hash(id(), state);
    }

    /** Without the material. */
    @Override
    public String toString() {
        return arn();
    }
}
