/**
 * Program behind {@code ./chorus}: commands, options, output, exit codes.
 *
 * <p>{@link dev.chorus.tools.cli.Chorus} is the root. Each command is a thin class; the modules that it calls do the
 * work. Exit codes and errors are those of {@link dev.chorus.tools.command}. All code runs on the main thread.
 */
package dev.chorus.tools.cli;
