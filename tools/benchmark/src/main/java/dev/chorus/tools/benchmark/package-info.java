/**
 * Measures Chorus as it runs: gateways are processes with the built packages installed, the broker is a real one, requests are
 * sent on schedule whatever comes back (Gil Tene's coordinated omission), and every figure comes with its spread.
 */
package dev.chorus.tools.benchmark;
