/** Pictures to learn from: drawn, resized with the arithmetic of the exported graph, and handed out in batches. */
package dev.chorus.tools.trainer.data;
