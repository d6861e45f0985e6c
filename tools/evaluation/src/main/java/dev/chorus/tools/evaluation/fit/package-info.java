/**
 * What can be fitted to a family's answers once it is trained: a temperature and a fusion weight for each variant. Pure
 * computing on immutable values; the same answers give the same fit, on every machine.
 *
 * <p>What is fitted flatters the pictures it was fitted on. {@link dev.chorus.tools.evaluation.fit.FitCheck} says honestly what a
 * fit brings: each half of the pictures is measured with what was fitted on the other.
 */
package dev.chorus.tools.evaluation.fit;
