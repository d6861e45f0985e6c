/**
 * The program behind {@code ./chorus}: what can be typed, what is printed, exit codes.
 *
 * <p>{@link dev.chorus.tools.cli.Chorus} is the top; each command is a class of its own and thin, what it does lives in the modules
 * it calls. Exit codes: 0 all is well; 1 it was tried and did not succeed; 2 the call was mistaken and nothing was tried. Either
 * way one line on standard error says why ({@link dev.chorus.tools.cli.OneLineErrors}). Everything here runs on the main thread.
 */
package dev.chorus.tools.cli;
