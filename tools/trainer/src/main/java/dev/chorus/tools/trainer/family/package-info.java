/** What is to be trained and how: variants and recipe of a profile or of a file of one's own. All types are immutable. */
package dev.chorus.tools.trainer.family;
