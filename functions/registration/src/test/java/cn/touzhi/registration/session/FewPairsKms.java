package cn.touzhi.registration.session;

import cn.touzhi.kernel.InMemoryKms;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairWithoutPlaintextRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairWithoutPlaintextResponse;

/** A KMS for tests that need many keys after one another: making a pair takes a second, so it has eight, in turn. */
final class FewPairsKms implements KmsClient {
    private final InMemoryKms kms = new InMemoryKms();
    private final AtomicInteger next = new AtomicInteger();
    private final List<GenerateDataKeyPairWithoutPlaintextResponse> pairs;
    private volatile boolean down;

    FewPairsKms(GenerateDataKeyPairWithoutPlaintextRequest request) {
        pairs = Stream.generate(() -> kms.generateDataKeyPairWithoutPlaintext(request))
                .limit(8)
                .toList();
    }

    /** From now on it answers nothing, or answers again. */
    void isDown(boolean now) {
        down = now;
        kms.isDown(now);
    }

    @Override
    public GenerateDataKeyPairWithoutPlaintextResponse generateDataKeyPairWithoutPlaintext(
            GenerateDataKeyPairWithoutPlaintextRequest request) {
        return down
                ? kms.generateDataKeyPairWithoutPlaintext(request)
                : pairs.get(next.getAndIncrement() % pairs.size());
    }

    @Override
    public DecryptResponse decrypt(DecryptRequest request) {
        return kms.decrypt(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
