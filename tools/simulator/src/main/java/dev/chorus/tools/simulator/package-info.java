/**
 * Discrete-event model of installations: pictures, frames and answers are events, processors and networks are queues,
 * times are measurements of real gateways ({@code ./chorus bench profile}). {@code docs/scaling.md} describes the model
 * and its agreement with real gateways.
 */
package dev.chorus.tools.simulator;
