/**
 * Learning with DJL on PyTorch: blocks made from layer specifications, the joint loss of a family and the loop around it.
 *
 * <p>Every variant's computations are one task at a time on a pool of threads, PyTorch using one thread for each; gradients are
 * switched on and off by thread. Random numbers come from the seed and the step alone, so the same seed gives the same weights
 * on the same machine whatever the threads do, and a training that was killed goes on as if nothing had happened. Dropout is the
 * exception: PyTorch draws for it in the order in which threads come.
 */
package dev.chorus.tools.trainer.train;
