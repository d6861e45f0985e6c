/**
 * Asks variants the way gateways do: picture files decoded at full size, the very ONNX files in ONNX Runtime, answers through
 * the Top-k frame. What comes out are {@link dev.chorus.tools.evaluation.ask.VariantAnswers}, of which everything else is computed
 * without asking again.
 */
package dev.chorus.tools.evaluation.ask;
