/**
 * Client for requests to a family over a link, as any MQTT client may send them: {@link
 * dev.chorus.mqtt.request.RequestClient} publishes a picture and returns the {@link
 * dev.chorus.mqtt.request.Response}.
 *
 * <p>It depends on {@code docs/protocol.md} only, not on gateways. It receives answers on a Response Topic of its own
 * and on the result topic of the family, and matches them by request id, so it works with brokers that drop MQTT 5
 * properties too. All types are thread-safe; nothing is null unless documented.
 */
@Export
@Version("1.0.0")
package dev.chorus.mqtt.request;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
