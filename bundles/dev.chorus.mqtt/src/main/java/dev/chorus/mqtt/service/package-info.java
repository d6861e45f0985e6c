/**
 * What every service of Chorus does with its link: read the link's part of its configuration, and keep its status
 * retained at the broker.
 */
@Export
@Version("1.0.0")
package dev.chorus.mqtt.service;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
