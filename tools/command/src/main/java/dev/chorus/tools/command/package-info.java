/**
 * Shared parts of the commands of {@code ./chorus}.
 *
 * <p>Exit codes: 0 success; 1 a failure of this or another machine, such as a full disk or an unreachable broker; 2 a
 * user error in the arguments or the input they name. In both cases one line on standard error gives the reason
 * ({@link dev.chorus.tools.command.OneLineErrors}).
 */
package dev.chorus.tools.command;
