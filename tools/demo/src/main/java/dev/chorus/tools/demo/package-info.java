/**
 * Demo: real gateways classify drawn parts, some are killed half-way, and answers continue.
 *
 * <p>{@link dev.chorus.tools.demo.Demo} is the entry point. It starts {@code DemoGateways}, sends requests through
 * {@link dev.chorus.tools.requester.Requester} as any client does, and subscribes with a {@code DemoRequester} to the
 * results of variants and aggregator. All of them update the {@code DemoStatistics}, whose snapshots a
 * {@link dev.chorus.tools.demo.DemoView} displays and a {@link dev.chorus.tools.demo.DemoReport} summarizes. Only
 * {@code DemoGateways} uses the gateways' processes: all other data arrives over MQTT.
 *
 * <h2>Threads</h2>
 *
 * One thread runs the demo. The links' dispatcher threads update statistics and view. Views draw on a thread of their
 * own or on the calling thread, as their Javadoc says.
 */
package dev.chorus.tools.demo;
