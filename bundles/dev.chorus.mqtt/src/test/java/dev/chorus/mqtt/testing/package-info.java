/** What the tests of the link stand on: brokers of two kinds, networks that break, links that are watched. */
package dev.chorus.mqtt.testing;
