/**
 * The demo: real gateways classify drawn parts, some are killed half-way, and the answers keep coming.
 *
 * <p>{@link dev.chorus.tools.demo.Demo} is the way in. It starts a {@code DemoGateways} of {@code RunningGateway}s, asks through
 * {@link dev.chorus.tools.requester.Requester} as any client would, and listens with an {@code DemoRequester} to what variants and
 * aggregator publish; all of them tell the {@code DemoStatistics}, whose snapshots a {@link dev.chorus.tools.demo.DemoView} shows and
 * {@link dev.chorus.tools.demo.DemoReport} sums up. Nothing but the {@code DemoGateways} knows that gateways are processes: everything
 * else comes over MQTT.
 *
 * <h2>Threads</h2>
 *
 * One thread runs the demo from beginning to end. The links' dispatcher threads tell the scoreboard and the view what arrives. Views
 * draw on a thread of their own or on the one that tells them; they say which.
 */
package dev.chorus.tools.demo;
