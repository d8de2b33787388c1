/** The command line: options of each command, and nothing of what a command does beyond {@code token}. */
package io.headway.app.cli;
