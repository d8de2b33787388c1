package io.headway.protocol;

import java.util.Locale;

/** Why a frame is refused. The set is closed: it is a metric tag. */
public enum FrameFault {
    /** The checksum does not verify. */
    CHECKSUM,
    /** Two count fields that must agree do not. */
    COUNT_MISMATCH,
    /** A length or count exceeds what the protocol or the configuration allows. */
    TOO_LARGE,
    /** A codec or message kind that is not known. */
    UNKNOWN_KIND,
    /** The content ends early or has bytes left over. */
    MALFORMED,
    /** Records before the device said who it is. */
    NOT_LOGGED_IN;

    private final String tag = name().toLowerCase(Locale.ROOT);

    public String tag() {
        return tag;
    }
}
