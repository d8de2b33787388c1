package io.headway;

import io.headway.app.Jobs;
import io.headway.app.cli.Commands;

/** Entry point: arguments → configuration → engine. */
public final class Headway {
    private Headway() {}

    public static void main(String[] args) {
        var commands = new Commands(
                System.getenv(),
                _ -> notBuilt("demo"),
                Jobs::serve,
                _ -> notBuilt("simulate"),
                _ -> notBuilt("replay"),
                Jobs::migrate);
        System.exit(commands.commandLine().execute(args));
    }

    private static int notBuilt(String command) {
        throw new UnsupportedOperationException(command + " is not part of this build");
    }
}
