/**
 * What services of Chorus share around their link: reading the link's part of the configuration, keeping the status
 * retained at the broker, naming the gateway.
 */
@Export
@Version("1.0.0")
package dev.chorus.mqtt.service;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
