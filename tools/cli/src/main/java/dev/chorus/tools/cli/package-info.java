/**
 * The program behind {@code ./chorus}: what can be typed, what is printed, exit codes.
 *
 * <p>{@link dev.chorus.tools.cli.Chorus} is the top; each command is a class of its own and thin, what it does lives in the modules
 * it calls. Exit codes and errors are those of {@link dev.chorus.tools.command}. Everything here runs on the main thread.
 */
package dev.chorus.tools.cli;
