/**
 * The MQTT 5 link: one connection to one broker that keeps itself up.
 *
 * <p>{@link dev.chorus.mqtt.api.MqttLink} is the way in. Its owner says where the broker is
 * ({@link dev.chorus.mqtt.api.LinkSettings}), what it wants to hear ({@link dev.chorus.mqtt.api.MqttLink#subscribe}) and what
 * to do on every new connection ({@link dev.chorus.mqtt.api.LinkListener}); the link does the rest, from the first connect
 * on, for as long as it is open.
 *
 * <h2>Threads</h2>
 *
 * Every method of the link may be called from any thread and returns without waiting for the network, except
 * {@link dev.chorus.mqtt.api.MqttLink#close()}, which waits a bounded time. Handlers and the listener are called on the
 * link's dispatcher thread, one at a time, in the order in which things happened.
 *
 * <h2>Guarantees</h2>
 *
 * A publication of QoS 1 whose future has not failed is delivered to the broker at least once, however often the connection
 * breaks meanwhile. What others publish while the link is down is delivered afterwards if it comes back within
 * {@link dev.chorus.mqtt.api.LinkSettings#sessionExpiry}, and is forgotten otherwise, because an answer to an old question is
 * worth nothing.
 *
 * <h2>Values</h2>
 *
 * Publications, deliveries and settings are immutable but for the byte arrays in them, which are handed over and not
 * copied: who passes an array in no longer writes to it, who takes one out does not write to it. Nothing is null unless its
 * documentation says so.
 */
@Export
@Version("1.0.0")
package dev.chorus.mqtt.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
