/**
 * {@code chorus import}: a classifier trained elsewhere becomes a variant of a family.
 *
 * <p>The ONNX file is copied, not changed. What it takes and gives is written into {@code family.json}, where the variant
 * service reads it; before that the file is loaded and tested by {@link dev.chorus.inference.api.OnnxRuntime}, the code that will
 * run it on gateways. Whatever is wrong with a file, a label or an option is an {@link java.lang.IllegalArgumentException} with a message
 * for people, and nothing is written.
 */
package dev.chorus.tools.importer;
