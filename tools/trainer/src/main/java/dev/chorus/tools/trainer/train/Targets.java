package dev.chorus.tools.trainer.train;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * What the answers to a batch should be like.
 *
 * @param labels the probability that each class should get, shape {@code [batch, classes]}
 * @param taught a teacher's tempered probabilities, of the same shape; empty without a teacher
 */
record Targets(NDArray labels, Optional<NDArray> taught) {}
