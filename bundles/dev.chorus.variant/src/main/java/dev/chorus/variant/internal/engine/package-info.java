/**
 * The inference engine behind Kura's {@code InferenceEngineService}: any ONNX model by name, tensors in, tensors out.
 *
 * <p>An {@link dev.chorus.variant.internal.engine.InferenceEngine} decides which models to load;
 * {@link dev.chorus.variant.internal.engine.ModelSources} finds them by name in a model bundle, a folder or a path.
 * {@link dev.chorus.variant.internal.engine.HeldModels} holds the loaded models. Runs borrow them from there, so that
 * a session of ONNX Runtime is never closed while it runs. Loading is sequential, under the engine's lock; runs take
 * no lock.
 *
 * <p>Elements are passed in lists, as in Kura ({@link dev.chorus.variant.internal.engine.BoxedTensor}), and are
 * checked against the declaration of the model before they reach ONNX Runtime.
 */
package dev.chorus.variant.internal.engine;
