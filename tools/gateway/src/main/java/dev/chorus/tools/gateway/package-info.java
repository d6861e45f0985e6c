/**
 * A gateway as a process of its own: {@code ./chorus gateway}, and the gateways of the demo, tests and benches.
 *
 * <p>Two sides. {@link dev.chorus.tools.gateway.GatewayProcess} is the parent's: it starts the JVM and sends commands.
 * {@link dev.chorus.tools.gateway.GatewayMain} is the gateway's: Equinox with the platform bundles, into which deployment packages
 * go through the real DeploymentAdmin and where components are configured the way Kura does it.
 *
 * <p>Between them run lines of text. The parent writes the list of components as the first line, so that passwords are in no file
 * and in no argument, then one command a line, in the forms of {@link dev.chorus.tools.gateway.GatewayCommands}. The gateway
 * writes {@code STEP <what>} for each step of its start, {@code READY <milliseconds since the JVM's start>} once, then one answer
 * to each command: {@code OK}, or {@code FAILED <why>}. A gateway that cannot start writes {@code FAILED}, or {@code IN-USE <which
 * folder>}, and ends. It logs to its standard error.
 *
 * <p>The gateway ends in order by itself: on {@code stop}, when its input ends, so that none survives its parent, and on SIGTERM,
 * SIGINT and SIGHUP, which terminals and service managers send to the whole process group. It alone writes to its folder while
 * it runs, and holds a lock on it; the parent deletes what is left after the process has ended, under the same lock.
 */
package dev.chorus.tools.gateway;
