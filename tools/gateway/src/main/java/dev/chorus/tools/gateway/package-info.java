/**
 * A gateway as a process of its own, as tests and the demo start several of them.
 *
 * <p>Two sides. {@link dev.chorus.tools.gateway.GatewayProcess} is the parent's: it starts the JVM and sends commands.
 * {@link dev.chorus.tools.gateway.GatewayMain} is the gateway's: Equinox with the platform bundles, into which deployment packages
 * go through the real DeploymentAdmin and where components are configured the way Kura does it.
 *
 * <p>Between them run lines of text. The parent writes one command a line, in the forms of {@link
 * dev.chorus.tools.gateway.GatewayCommands}. The gateway writes {@code READY <milliseconds since the JVM's start>} once, then one
 * answer to each command: {@code OK}, or {@code FAILED <why, for people>}. A gateway that cannot start says {@code FAILED} and
 * ends. It also ends when its input ends, so that none survives its parent. Everything else a gateway has to say goes to its
 * standard error.
 */
package dev.chorus.tools.gateway;
