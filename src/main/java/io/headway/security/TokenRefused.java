package io.headway.security;

import java.io.Serial;

/** A token does not count. An expected outcome of an untrusted input: it has no stack trace, and its message holds nothing of the token. */
public final class TokenRefused extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    TokenRefused(Reason reason) {
        this(reason, reason.text);
    }

    TokenRefused(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why. The set is closed, so that it can be a label of a meter. */
    public enum Reason {
        /** Not three parts of base64url with JSON in them, or too long. */
        MALFORMED("the token is malformed"),
        /** Signed with another algorithm than the key is for, or not signed. */
        WRONG_ALGORITHM("the token is signed with an algorithm that is not accepted here"),
        /** Signed with a key that we do not have. */
        UNKNOWN_KEY("the token is signed with an unknown key"),
        /** The content or the signature was changed, or the key is another one. */
        BAD_SIGNATURE("the signature of the token is wrong"),
        /** Past its {@code exp}. */
        EXPIRED("the token has expired"),
        /** Its {@code nbf} is yet to come. */
        NOT_YET_VALID("the token is not valid yet"),
        /** Issued by another party. */
        WRONG_ISSUER("the token is from another issuer"),
        /** Made for another party. */
        WRONG_AUDIENCE("the token is for another audience"),
        /** A claim that we need is missing or unreadable. */
        BAD_CLAIMS("a claim of the token is missing or unreadable");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }
}
