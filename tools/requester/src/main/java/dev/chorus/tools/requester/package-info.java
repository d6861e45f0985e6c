/**
 * Asks a family about pictures from a program: {@link dev.chorus.tools.requester.Requester} connects, or says why it cannot, and
 * asks as {@link dev.chorus.mqtt.request.RequestClient} does. It may be used from any thread.
 */
package dev.chorus.tools.requester;
