/**
 * Asks a family about pictures over a link, the way any MQTT client may: {@link dev.chorus.mqtt.request.RequestClient} publishes a
 * picture and hands out the {@link dev.chorus.mqtt.request.Response}.
 *
 * <p>It knows nothing of gateways, only {@code docs/protocol.md}. Answers are heard on a Response Topic of its own and on
 * the result topic of the family, and told apart by request id, so it works with brokers that drop MQTT 5 properties too.
 * All types may be used from any thread; nothing is null unless it says so.
 */
@Export
@Version("1.0.0")
package dev.chorus.mqtt.request;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
