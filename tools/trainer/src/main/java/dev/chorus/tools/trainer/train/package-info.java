/**
 * Learning with DJL on PyTorch: blocks made from layer specifications, the joint loss of a family and the loop around it.
 *
 * <p>PyTorch keeps its random numbers and gradients in the process: one training at a time, on one thread. With one PyTorch
 * thread the same seeds give the same weights on the same machine.
 */
package dev.chorus.tools.trainer.train;
