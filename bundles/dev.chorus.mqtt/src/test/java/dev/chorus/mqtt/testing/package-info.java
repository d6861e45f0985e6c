/** Test support for the link: brokers of two kinds, networks that break, links that are watched. */
package dev.chorus.mqtt.testing;
