/**
 * Sends requests to a family from a program: {@link dev.chorus.tools.requester.Requester} connects, or fails with the
 * reason, and sends pictures through {@link dev.chorus.mqtt.request.RequestClient}. Thread-safe.
 */
package dev.chorus.tools.requester;
