package io.headway.app.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What the types of the options cannot say. */
final class Usage {
    private Usage() {}

    /** Ends the command with status 2, the message and its usage, unless {@code ok}. */
    static void require(CommandSpec spec, boolean ok, String otherwise) {
        if (!ok) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
