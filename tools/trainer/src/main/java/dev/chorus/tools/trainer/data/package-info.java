/**
 * Pictures to learn from: drawn or read, resized once with the arithmetic of the exported graph, kept in files mapped into
 * memory, and handed out in batches, each time looking a little different.
 */
package dev.chorus.tools.trainer.data;
