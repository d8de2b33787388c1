package io.headway.api;

import io.vertx.ext.web.handler.HttpException;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Translates whatever failed a request into an error of the API. Pure; any thread. */
final class Faults {
    /** How the contract's validator names a parameter in its messages; it has no field for it. */
    private static final Pattern PARAMETER = Pattern.compile("(query|path|header|cookie) parameter ([\\w-]+)");

    /** Enough to correct a request by; a hostile body could have as many problems as bytes. */
    private static final int MAX_DETAILS = 20;

    private Faults() {}

    /**
     * @param failure what was thrown; null when a handler failed the request with a status only
     * @param status the HTTP status a handler chose, or anything below 400 when none did
     */
    static ApiFailure translate(Throwable failure, int status) {
        return switch (failure) {
            case ApiFailure known -> known;
            case HttpException refused
            when refused.getCause() instanceof ValidatorException invalid -> invalid(invalid);
            case HttpException refused -> ofStatus(refused.getStatusCode(), refused.getPayload(), refused.getCause());
            case null -> ofStatus(status, null, null);
            default -> ofStatus(status, null, failure);
        };
    }

    private static ApiFailure ofStatus(int status, String message, Throwable cause) {
        var code = ErrorCode.ofStatus(status);
        return new ApiFailure(code, message == null ? code.message() : message, List.of(), cause);
    }

    private static ApiFailure invalid(ValidatorException invalid) {
        return new ApiFailure(ErrorCode.VALIDATION_ERROR, ErrorCode.VALIDATION_ERROR.message(), details(invalid), null);
    }

    private static List<ApiFailure.Detail> details(ValidatorException invalid) {
        var message = String.valueOf(invalid.getMessage());
        var parameter = PARAMETER.matcher(message);
        var inParameter = parameter.find();
        var place = inParameter ? parameter.group(1) + "/" + parameter.group(2) : "body";
        if (!(invalid instanceof SchemaValidationException schema)
                || schema.getOutputUnit().getErrors() == null) {
            return List.of(new ApiFailure.Detail(place, message));
        }
        var details = new ArrayList<ApiFailure.Detail>();
        for (var error : schema.getOutputUnit().getErrors()) {
            if (details.size() == MAX_DETAILS) {
                break;
            }
            // "#" or "#/name": a pointer into the value that was judged.
            details.add(new ApiFailure.Detail(
                    place + error.getInstanceLocation().replaceFirst("^#", ""), error.getError()));
        }
        return details;
    }
}
