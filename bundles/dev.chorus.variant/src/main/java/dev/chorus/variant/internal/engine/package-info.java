/**
 * The inference engine behind Kura's {@code InferenceEngineService}: any ONNX model by name, tensors in, tensors out.
 *
 * <p>An {@link dev.chorus.variant.internal.engine.InferenceEngine} knows which models are wanted;
 * {@link dev.chorus.variant.internal.engine.ModelSources} where a name leads: a model bundle, a folder, a path. What is loaded
 * is in {@link dev.chorus.variant.internal.engine.HeldModels}, from where runs borrow it, so that nothing closes a session of
 * ONNX Runtime that is running. Loading is one at a time, under the engine's lock; runs take no lock.
 *
 * <p>Elements arrive and leave in lists, as Kura has them ({@link dev.chorus.variant.internal.engine.BoxedTensor}), and are
 * checked against what the model declares before ONNX Runtime sees them.
 */
package dev.chorus.variant.internal.engine;
