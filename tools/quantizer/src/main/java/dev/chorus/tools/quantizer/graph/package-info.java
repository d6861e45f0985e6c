/**
 * Rewrites ONNX graphs so that ONNX Runtime computes them with 8-bit integers: {@code QuantizeLinear} and
 * {@code DequantizeLinear} around convolutions and the linear layer, which its optimiser fuses to integer kernels. Neither
 * preprocessing nor softmax and Top-k change, nor do inputs and outputs.
 *
 * <pre>
 * {@link dev.chorus.tools.quantizer.graph.QuantisationPlan}  which values become bytes
 * {@link dev.chorus.tools.quantizer.graph.ActivationRanges}       which numbers they take: a {@link dev.chorus.tools.quantizer.graph.Histogram} each
 * {@link dev.chorus.tools.quantizer.graph.ByteScale}         what the bytes stand for
 * {@link dev.chorus.tools.quantizer.graph.GraphRewriter}     the graph
 * </pre>
 *
 * <p>{@link dev.chorus.tools.quantizer.graph.ModelQuantizer} is the way in. {@code docs/quantising.md} says what was tried.
 */
package dev.chorus.tools.quantizer.graph;
