package io.headway.broadcast;

/** Why a subscription cannot begin. */
enum Refusal {
    NOT_FOUND("the workspace has no such geofence or trip", 1008),
    UNAVAILABLE("the geofence or trip cannot be looked up now", 1013);

    private final String message;
    private final int closeCode;

    Refusal(String message, int closeCode) {
        this.message = message;
        this.closeCode = closeCode;
    }

    String message() {
        return message;
    }

    /** Of a socket that is for this subscription alone (RFC 6455, section 7.4). */
    int closeCode() {
        return closeCode;
    }
}
