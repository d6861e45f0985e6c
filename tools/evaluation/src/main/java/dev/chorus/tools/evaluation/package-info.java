/**
 * Measures families of variants the way gateways run them and says what they will do when gateways die.
 *
 * <p>{@linkplain dev.chorus.tools.evaluation.ask Asking} is done once for each variant and picture;
 * {@linkplain dev.chorus.tools.evaluation.figures figures} are computed of the answers with core's fusion;
 * {@linkplain dev.chorus.tools.evaluation.report reports} only write them down. {@code docs/evaluation.md} says what each
 * figure means.
 */
package dev.chorus.tools.evaluation;
