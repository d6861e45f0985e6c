/**
 * Runs gateways as separate processes: for {@code ./chorus gateway}, the demo, tests and benches.
 *
 * <p>{@link dev.chorus.tools.gateway.GatewayProcess} is the parent's side: it starts the JVM and sends commands.
 * {@link dev.chorus.tools.gateway.GatewayMain} is the gateway's side: Equinox with the platform bundles, where the real
 * DeploymentAdmin installs deployment packages and components are configured as in Kura.
 *
 * <p>They exchange lines of text. The parent writes the list of components as the first line, so that passwords are in
 * no file and no argument, then one command per line, as in {@link dev.chorus.tools.gateway.GatewayCommands}. The
 * gateway writes {@code STEP <what>} for each step of its start, {@code READY <milliseconds since the JVM's start>}
 * once, then one answer per command: {@code OK}, or {@code FAILED <why>}. A gateway that cannot start writes
 * {@code FAILED}, or {@code IN-USE <which folder>}, and ends. It logs to its standard error.
 *
 * <p>The gateway stops by itself: on {@code stop}, at the end of its input, so that none outlives its parent, and on
 * SIGTERM, SIGINT and SIGHUP, which terminals and service managers send to the whole process group. Only the gateway
 * writes to its folder while it runs, and it holds a lock on the folder; after the end of the process the parent
 * deletes the remaining files under the same lock.
 */
package dev.chorus.tools.gateway;
