package io.headway.ops;

import java.io.Serial;

/** A check's own word for why it is not up. Its message is shown to anyone who asks for the health, so it names no host and no user. */
public final class NotReady extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public NotReady(String message) {
        super(message, null, false, false);
    }
}
