package io.headway.config;

/** Key material that a command cannot do without; what is not needed may be absent. */
public enum Need {
    /** The key that tokens are verified with. */
    VERIFY_KEY,
    /** The key that tokens are signed with. */
    SIGN_KEY
}
