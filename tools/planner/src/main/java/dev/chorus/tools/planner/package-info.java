/**
 * Advice before deploying: which variant goes on which gateway. {@link dev.chorus.tools.planner.GatewaysFile} reads what was
 * measured, {@link dev.chorus.tools.planner.Planner} tries placements, {@link dev.chorus.tools.planner.Timing} and
 * {@link dev.chorus.tools.planner.Accuracies} say what each would do. Pure computing; the same input gives the same plans.
 */
package dev.chorus.tools.planner;
