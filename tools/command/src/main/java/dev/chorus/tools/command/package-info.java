/**
 * What the commands of {@code ./chorus} share.
 *
 * <p>Exit codes: 0 success; 1 a failure that the machine or another machine is at fault for, such as a full disk or a broker that
 * cannot be reached; 2 a mistake in the call or in what it names. In both cases one line on standard error says why
 * ({@link dev.chorus.tools.command.OneLineErrors}).
 */
package dev.chorus.tools.command;
