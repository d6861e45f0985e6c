/**
 * Eclipse Paho 1.2.5 behind {@link dev.chorus.mqtt.internal.BrokerConnection}; no other package knows it, so that it can be
 * replaced. It is embedded in this bundle. What is known to be wrong with it is kept at bay here:
 *
 * <ul>
 *   <li>Each connection is a client of its own with a clean session and nothing persisted, never reconnected: what Paho carries
 *       from one connection to the next (topic aliases, message ids, packets in flight) has no next.
 *   <li>{@link dev.chorus.mqtt.internal.paho.PahoClient} switches off topic aliases, and limits that Paho mixes up.
 *   <li>{@link dev.chorus.mqtt.internal.paho.PahoSocket} replaces Paho's sockets: no delay, TLS closed properly, and no word
 *       from the broker before CONNECT is sent.
 *   <li>{@link dev.chorus.mqtt.internal.paho.PacketGate} keeps away what peers may publish and brokers may answer and Paho fails on.
 *   <li>{@link dev.chorus.mqtt.internal.paho.Payloads} takes payloads around Paho, which reads them byte by byte.
 *   <li>{@link dev.chorus.mqtt.internal.paho.PahoThreads} notices when Paho fails on one of its threads.
 *   <li>Paho's callbacks only hand over; nobody waits on its threads.
 * </ul>
 */
package dev.chorus.mqtt.internal.paho;
