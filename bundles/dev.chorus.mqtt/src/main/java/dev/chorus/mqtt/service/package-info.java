/**
 * What services of Chorus do around their link: read the link's part of their configuration, keep their status retained at
 * the broker, and do what may take a while on a thread of their own.
 */
@Export
@Version("1.0.0")
package dev.chorus.mqtt.service;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
