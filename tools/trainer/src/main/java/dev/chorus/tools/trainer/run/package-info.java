/**
 * One training from pictures to a written family: the loop with its validations and checkpoints, the learning curve, and what is
 * written at the end.
 */
package dev.chorus.tools.trainer.run;
