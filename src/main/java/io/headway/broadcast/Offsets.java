package io.headway.broadcast;

/** Owned by the broadcast verticle. Numbers what happens in all workspaces together, from 1. */
final class Offsets {
    private long last;

    long last() {
        return last;
    }

    long next() {
        return ++last;
    }
}
