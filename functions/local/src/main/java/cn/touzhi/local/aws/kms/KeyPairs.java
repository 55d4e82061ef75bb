package cn.touzhi.local.aws.kms;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;

/** Makes key pairs by KMS's names for their kinds. */
final class KeyPairs {
    private static final Map<String, Integer> RSA = Map.of("RSA_2048", 2048, "RSA_3072", 3072, "RSA_4096", 4096);
    private static final Map<String, String> CURVES =
            Map.of("ECC_NIST_P256", "secp256r1", "ECC_NIST_P384", "secp384r1", "ECC_NIST_P521", "secp521r1");

    private KeyPairs() {}

    static boolean knows(String spec) {
        return RSA.containsKey(spec) || CURVES.containsKey(spec);
    }

    static KeyPair generate(String spec) throws GeneralSecurityException {
        if (RSA.containsKey(spec)) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA.get(spec));
            return generator.generateKeyPair();
        }
        if (CURVES.containsKey(spec)) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVES.get(spec)));
            return generator.generateKeyPair();
        }
        throw new InvalidAlgorithmParameterException(spec);
    }
}
