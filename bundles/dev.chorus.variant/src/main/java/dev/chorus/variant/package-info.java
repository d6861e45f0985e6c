/**
 * The components of the variant and of the inference engine, and their console attributes. All other classes are
 * independent of Kura.
 */
package dev.chorus.variant;
