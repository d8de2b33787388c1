package io.headway.api;

import java.util.List;

/** Ends a request with an error of the API; carries no stack trace, since it says what the caller did, not where we stand. */
final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One thing wrong with a request: where (a JSON pointer into the body, or the kind and name of a parameter) and what. */
    record Detail(String path, String problem) {}

    private final ErrorCode code;
    private final transient List<Detail> details;

    ApiFailure(ErrorCode code, String message, List<Detail> details, Throwable cause) {
        super(message, cause, false, false);
        this.code = code;
        this.details = details;
    }

    static ApiFailure of(ErrorCode code) {
        return new ApiFailure(code, code.message(), List.of(), null);
    }

    static ApiFailure of(ErrorCode code, String message) {
        return new ApiFailure(code, message, List.of(), null);
    }

    static ApiFailure invalid(String path, String problem) {
        return invalid(List.of(new Detail(path, problem)));
    }

    static ApiFailure invalid(List<Detail> details) {
        return new ApiFailure(
                ErrorCode.VALIDATION_ERROR, ErrorCode.VALIDATION_ERROR.message(), List.copyOf(details), null);
    }

    static ApiFailure unavailable(Throwable cause) {
        return new ApiFailure(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.message(), List.of(), cause);
    }

    ErrorCode code() {
        return code;
    }

    List<Detail> details() {
        return details;
    }
}
