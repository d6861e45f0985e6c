/**
 * Asks a family about pictures, the way any MQTT client may: {@link dev.chorus.tools.requester.Requester} publishes a picture and
 * hands out the {@link dev.chorus.tools.requester.Reply}.
 *
 * <p>It knows nothing of gateways, only {@code docs/protocol.md}. Answers are heard on the requester's own Response Topic and on
 * the result topic of the family, and told apart by request id, so it works with brokers that drop MQTT 5 properties too.
 * All types may be used from any thread; nothing is null unless it says so.
 */
package dev.chorus.tools.requester;
