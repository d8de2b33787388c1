package io.headway.api;

/** Every error code of the API and its HTTP status: the one place where the two meet. */
public enum ErrorCode {
    VALIDATION_ERROR(422, "The request does not fit the contract."),
    NOT_FOUND(404, "There is no such resource."),
    UNAUTHORIZED(401, "A valid bearer token is needed."),
    FORBIDDEN(403, "The token's roles do not permit this."),
    CONFLICT(409, "The resource exists already."),
    RATE_LIMITED(429, "Too many requests."),
    UNAVAILABLE(503, "The service cannot answer at the moment; try again."),
    METHOD_NOT_ALLOWED(405, "The resource does not support this method."),
    PAYLOAD_TOO_LARGE(413, "The request body is too large."),
    INTERNAL_ERROR(500, "The request failed for a reason of ours.");

    private final int status;
    private final String message;

    ErrorCode(int status, String message) {
        this.status = status;
        this.message = message;
    }

    /** The code of an HTTP status: 400 is a validation error too, any other status without a code is an internal one. */
    static ErrorCode ofStatus(int status) {
        for (var code : values()) {
            if (code.status == status) {
                return code;
            }
        }
        return status == 400 ? VALIDATION_ERROR : INTERNAL_ERROR;
    }

    public int status() {
        return status;
    }

    /** What is said when nothing more precise is known. */
    String message() {
        return message;
    }

    /** Whether the same request may succeed a little later. */
    boolean retryable() {
        return this == UNAVAILABLE || this == RATE_LIMITED;
    }
}
