/** What a network has learned, and nothing of how it was learned or where it will be written. */
package dev.chorus.tools.trainer.net;
