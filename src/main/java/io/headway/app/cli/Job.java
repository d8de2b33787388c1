package io.headway.app.cli;

/**
 * What a command does, given its options.
 *
 * @param <C> the command, whose accessors are the options
 */
@FunctionalInterface
public interface Job<C> {
    /**
     * Runs on the main thread and may block for as long as the command lasts.
     *
     * @return the exit status
     * @throws Exception ends the command with status 1; a {@link io.headway.config.ConfigException} with 2
     */
    int run(C command) throws Exception;
}
