/**
 * Sessions of ONNX Runtime behind the API, one kind for each kind of
 * {@link dev.chorus.core.family.ModelInterface}. With {@link dev.chorus.inference.api.OnnxRuntime} the only place that names
 * ONNX Runtime.
 *
 * <p>A {@link dev.chorus.inference.internal.RankingSession} hands the decoded picture to the graph as it is. A
 * {@link dev.chorus.inference.internal.ClassifierSession} does outside the graph what our trainer puts inside: it resizes and
 * normalises into an {@link dev.chorus.inference.internal.InputTensor}, and makes a Top-k of the numbers that come back. Input
 * tensors are as many as there are threads at work; a thread takes one for a picture and gives it back. A
 * {@link dev.chorus.inference.internal.TensorGraph} passes tensors of any kind through.
 */
package dev.chorus.inference.internal;
