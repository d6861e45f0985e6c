/**
 * Proposes a placement of variants on gateways. {@link dev.chorus.tools.planner.GatewaysFile} reads the measurements,
 * {@link dev.chorus.tools.planner.Planner} tries placements, {@link dev.chorus.tools.planner.Timing} and
 * {@link dev.chorus.tools.planner.Accuracies} predict their properties. Deterministic: the same input gives the same
 * plans.
 */
package dev.chorus.tools.planner;
