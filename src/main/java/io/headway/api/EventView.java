package io.headway.api;

import io.headway.model.Event;

/**
 * An event as the API shows it.
 *
 * @param sequence its place in the order in which events are listed
 */
public record EventView(long sequence, Event event) {}
