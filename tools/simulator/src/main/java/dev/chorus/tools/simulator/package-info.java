/**
 * A discrete-event model of installations: pictures, frames and answers as events, processors and networks as queues, times as they
 * were measured on real gateways ({@code ./chorus bench profile}). {@code docs/scaling.md} says what is modelled and how well it
 * agrees with gateways that run.
 */
package dev.chorus.tools.simulator;
