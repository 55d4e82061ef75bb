package cn.touzhi.local.aws;

/** How a service calls the errors that every service has, from the "Errors" sections of the API references. */
public record ErrorCodes(
        ServiceException accessDenied,
        ServiceException throttled,
        ServiceException broken,
        ServiceException conflict,
        ServiceException unknownOperation) {
    /** The error for a call that is not permitted. */
    ServiceException accessDenied(String message) {
        return new ServiceException(accessDenied.status(), accessDenied.code(), message);
    }
}
