package cn.touzhi.local.aws;

import cn.touzhi.local.fault.Effect;

/** One service of AWS, or what stands in for it. */
public interface Service {
    /** As signatures, faults and records call it; DynamoDB and its streams sign alike and are one. */
    String name();

    /** The operation that is called; an unknown one is told by {@link #answer}. */
    String operation(AwsRequest request);

    Wire wire();

    ErrorCodes codes();

    /**
     * Demands all that the call needs to be granted.
     *
     * @param role logical id of the caller's role
     * @throws cn.touzhi.local.iam.RefusedException if the template does not grant it
     */
    void authorize(String role, AwsRequest request);

    /**
     * Does what is asked.
     *
     * @throws ServiceException what the service would answer
     */
    Answer answer(AwsRequest request);

    /** The error for a fault that is an answer of the service's. */
    default ServiceException failure(Effect effect, AwsRequest request) {
        return switch (effect) {
            case THROTTLE -> codes().throttled();
            case CONFLICT -> codes().conflict();
            default -> codes().broken();
        };
    }
}
