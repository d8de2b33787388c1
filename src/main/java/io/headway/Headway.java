package io.headway;

import io.headway.app.Demo;
import io.headway.app.Jobs;
import io.headway.app.cli.Commands;

/** Entry point: arguments → configuration → engine. */
public final class Headway {
    private Headway() {}

    public static void main(String[] args) {
        var commands = new Commands(
                System.getenv(),
                Demo::run,
                Jobs::serve,
                Jobs::simulate,
                Jobs::replay,
                Jobs::migrate,
                Jobs::evaluateDeviation);
        System.exit(commands.commandLine().execute(args));
    }
}
