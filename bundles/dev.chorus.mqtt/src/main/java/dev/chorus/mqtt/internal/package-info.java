/**
 * Implementation of the reconnecting link. {@link dev.chorus.mqtt.internal.ReconnectingLink} is the entry point,
 * {@link dev.chorus.mqtt.internal.ConnectionKeeper} keeps it connected, and {@link dev.chorus.mqtt.internal.Session}
 * runs one connection. {@link dev.chorus.mqtt.internal.Outbox} holds unacknowledged publications, {@link
 * dev.chorus.mqtt.internal.PublishGates} delays topics on a new connection, {@link
 * dev.chorus.mqtt.internal.Dispatcher} calls the owner. The MQTT client is known only as a {@link
 * dev.chorus.mqtt.internal.BrokerConnection}, used for one connection and discarded.
 *
 * <h2>Threads</h2>
 *
 * The <em>link thread</em> owns the connection and the state of {@code ConnectionKeeper} and {@code Session}. The
 * <em>dispatcher thread</em> runs the owner's code only. The client's threads only hand over: an event to the link
 * thread, a delivery to the dispatcher, after a check whether it ends a delay. No lock is held while foreign code
 * runs.
 */
package dev.chorus.mqtt.internal;
