/**
 * The MQTT 5 link: a connection to one broker that reconnects by itself.
 *
 * <p>{@link dev.chorus.mqtt.api.MqttLink} is the entry point. Its owner configures the broker ({@link
 * dev.chorus.mqtt.api.LinkSettings}), the subscriptions ({@link dev.chorus.mqtt.api.MqttLink#subscribe}) and the
 * actions on every new connection ({@link dev.chorus.mqtt.api.LinkListener}); the link does the rest, from the first
 * connect on, for as long as it is open.
 *
 * <h2>Threads</h2>
 *
 * Every method of the link may be called from any thread and returns without waiting for the network, except {@link
 * dev.chorus.mqtt.api.MqttLink#close()}, which waits a bounded time. Handlers and the listener are called on the
 * link's dispatcher thread, one at a time, in the order of the events.
 *
 * <h2>Guarantees</h2>
 *
 * A publication of QoS 1 whose future has not failed is delivered to the broker at least once, however often the
 * connection breaks meanwhile. Messages published by others while the link is down are delivered afterwards if it is
 * back within {@link dev.chorus.mqtt.api.LinkSettings#sessionExpiry}. Later they are lost, because an answer to an
 * old request is of no use.
 *
 * <h2>Values</h2>
 *
 * Publications, deliveries and settings are immutable except for the byte arrays in them, which are not copied: do
 * not write to an array after passing it in, nor to one returned. Nothing is null unless its documentation states it.
 */
@Export
@Version("1.0.0")
package dev.chorus.mqtt.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
