package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.lambda.Credentials;
import java.util.Optional;

/** Temporary credentials are worth nothing without their token. */
final class SessionToken {
    private SessionToken() {}

    /** @throws ServiceException if the token is missing, or another one */
    static void check(Credentials credentials, Optional<String> given) {
        if (given.isEmpty() && !credentials.sessionToken().isEmpty()) {
            throw new ServiceException(
                    403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
        }
        if (given.isPresent() && !given.get().equals(credentials.sessionToken())) {
            throw new ServiceException(400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
        }
    }
}
