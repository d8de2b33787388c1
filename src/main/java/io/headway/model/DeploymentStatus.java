package io.headway.model;

import java.util.Locale;

/** What is the matter with a deployment. */
public enum DeploymentStatus {
    /** The vehicle is to follow the route now. */
    ACTIVE,
    COMPLETED,
    /** Called off, or another route took its place. */
    CANCELLED;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** The name in the table and on the wire: lower case. */
    public String tag() {
        return tag;
    }
}
