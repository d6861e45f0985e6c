/**
 * A family's ONNX files at work: pixels in, Top-k out. Gateways and tools run models through this and nothing else, so that
 * what was measured is what is deployed.
 *
 * <p>{@link dev.chorus.inference.api.OnnxRuntime#load} turns a variant of a family and the bytes of its file into a
 * {@link dev.chorus.inference.api.LoadedModel}: checked against what {@code family.json} says, tested with drawn pictures,
 * ready to {@linkplain dev.chorus.inference.api.LoadedModel#classify classify} on any number of threads. A network that is
 * no member of a family is {@linkplain dev.chorus.inference.api.OnnxRuntime#open opened} as it is. Who loads a model
 * closes its session, and not while it is in use: closing a session of ONNX Runtime that is running ends the whole JVM.
 *
 * <p>Nothing is null unless its documentation says so.
 */
@Export
@Version("1.1.0")
package dev.chorus.inference.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
