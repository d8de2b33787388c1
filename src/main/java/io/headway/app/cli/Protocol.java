package io.headway.app.cli;

/** How a simulated device speaks. */
public enum Protocol {
    TELTONIKA,
    JSON
}
