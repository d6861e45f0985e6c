/**
 * Trains families of variants and writes what a gateway needs of them: an ONNX file for each variant, {@code family.json} and
 * the report that measured them.
 *
 * <p>One {@linkplain dev.chorus.tools.networks list of layer specifications} drives both the PyTorch network that
 * {@linkplain dev.chorus.tools.trainer.train learns} and the {@linkplain dev.chorus.tools.trainer.onnx graph} that is
 * exported; {@linkplain dev.chorus.tools.trainer.data pictures} are resized here with the very arithmetic that the graph
 * uses there. {@linkplain dev.chorus.tools.evaluation Evaluation} knows nothing of all this: it runs the written files
 * in ONNX Runtime and fuses with core's code, as gateways do.
 *
 * <p>A {@linkplain dev.chorus.tools.trainer.family specification} says what is trained and how, a
 * {@linkplain dev.chorus.tools.trainer.run run} does it. Classes belong to the thread that made them unless they say otherwise.
 */
package dev.chorus.tools.trainer;
