/**
 * Measures a family the way it is used: JPEG drawings that no training has seen, the very ONNX files in ONNX Runtime, core's
 * fusion.
 */
package dev.chorus.tools.trainer.evaluate;
