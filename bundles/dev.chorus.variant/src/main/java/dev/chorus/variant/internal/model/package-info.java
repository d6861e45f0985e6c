/**
 * Finds, validates and replaces models under load.
 *
 * <p>A {@link dev.chorus.variant.internal.model.ModelPlace} contains model files: a
 * {@linkplain dev.chorus.variant.internal.model.BundleModels model bundle} or a folder. The
 * {@link dev.chorus.variant.internal.model.ModelKeeper} reads the best of the places, loads the model, has it
 * {@linkplain dev.chorus.inference.api.OnnxRuntime#load tested}, and only then puts it into the
 * {@link dev.chorus.variant.internal.model.ModelSlot}. Workers lease the model from there for one picture at a time;
 * a replaced model is closed when its last lease is returned, because closing a session of ONNX Runtime that is
 * running ends the whole JVM.
 */
package dev.chorus.variant.internal.model;
