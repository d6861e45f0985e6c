/**
 * How a link keeps itself up. {@link dev.chorus.mqtt.internal.ReconnectingLink} is the face,
 * {@link dev.chorus.mqtt.internal.ConnectionKeeper} sees to it that there is a connection, and
 * {@link dev.chorus.mqtt.internal.Session} is one connection's life; {@link dev.chorus.mqtt.internal.Outbox} holds what is not
 * acknowledged, {@link dev.chorus.mqtt.internal.PublishGates} knows what topics wait for on a new connection, {@link dev.chorus.mqtt.internal.Dispatcher} calls the owner. The MQTT client itself is known only
 * as a {@link dev.chorus.mqtt.internal.BrokerConnection}, used for one connection and thrown away.
 *
 * <h2>Threads</h2>
 *
 * The <em>link thread</em> owns the connection and everything that {@code ConnectionKeeper} and {@code Session} say they own. The <em>dispatcher
 * thread</em> runs the owner's code and nothing else. The client's threads only hand over: an event to the link thread, a
 * delivery to the dispatcher, after a look whether it ends a hold. No lock is held while foreign code runs.
 */
package dev.chorus.mqtt.internal;
