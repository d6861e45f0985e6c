/**
 * Faults injected into real gateways while pictures come: what is answered, what is lost, and whether that is what Chorus promises
 * ({@code docs/faults.md}).
 */
package dev.chorus.tools.benchmark.faults;
