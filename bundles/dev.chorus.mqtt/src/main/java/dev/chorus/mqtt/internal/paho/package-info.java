/**
 * Eclipse Paho 1.2.5 behind {@link dev.chorus.mqtt.internal.BrokerConnection}; no other package depends on it, so
 * that it can be replaced. It is embedded in this bundle. Known defects of Paho are worked around here:
 *
 * <ul>
 *   <li>Each connection is a new client without persistence, never reconnected: what Paho would carry over to the
 *       next connection (topic aliases, message ids, packets in flight) is discarded.
 *   <li>{@link dev.chorus.mqtt.internal.paho.PahoClient} switches off topic aliases, and limits that Paho confuses.
 *   <li>{@link dev.chorus.mqtt.internal.paho.PahoSocket} replaces Paho's sockets: no delay, TLS closed properly, and
 *       nothing read before CONNECT is sent.
 *   <li>{@link dev.chorus.mqtt.internal.paho.PacketGate} filters what peers may publish and brokers may send and Paho
 *       fails on.
 *   <li>{@link dev.chorus.mqtt.internal.paho.Payloads} routes payloads around Paho, which reads them byte by byte.
 *   <li>{@link dev.chorus.mqtt.internal.paho.PahoThreads} detects failures on Paho's threads.
 *   <li>Paho's callbacks only hand over; nothing waits on its threads.
 * </ul>
 */
package dev.chorus.mqtt.internal.paho;
