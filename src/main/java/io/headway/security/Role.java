package io.headway.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the bearer of a token is; a token may hold several. */
public enum Role {
    ADMIN,
    OPERATOR,
    ANALYST,
    RESPONDER,
    DRIVER,
    VIEWER,
    DEVICE;

    /** The name in the {@code roles} claim. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that name; case does not matter. */
    public static Optional<Role> of(String claim) {
        return Arrays.stream(values())
                .filter(role -> role.claim().equalsIgnoreCase(claim))
                .findFirst();
    }
}
