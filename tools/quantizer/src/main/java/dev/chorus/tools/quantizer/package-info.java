/**
 * {@code chorus quantize}: rewrites the models of a family so that they compute with 8-bit integers, and measures what that
 * costs, through the code that runs models on gateways and core's fusion. No PyTorch is needed.
 *
 * <p>{@linkplain dev.chorus.tools.quantizer.PictureChoice Pictures} to calibrate with and pictures to measure with are never the
 * same. What happens to a graph is in {@link dev.chorus.tools.quantizer.graph}.
 */
package dev.chorus.tools.quantizer;
