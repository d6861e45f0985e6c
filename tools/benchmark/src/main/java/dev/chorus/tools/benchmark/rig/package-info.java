/** Gateways, a broker and somebody who asks on schedule: what benches and faults are played on. */
package dev.chorus.tools.benchmark.rig;
