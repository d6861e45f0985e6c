/** How a link keeps itself up. */
package dev.chorus.mqtt.internal;
