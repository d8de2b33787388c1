package io.headway.store;

import java.util.UUID;

/** Workspaces known by name to the code. */
public final class Workspaces {

    /**
     * The default workspace, made by migration V2: the tenant of devices that register themselves and of installations that have only
     * one.
     */
    public static final UUID DEFAULT_ID = UUID.fromString("00000000-0000-0000-0000-000000000001");

    private Workspaces() {}
}
