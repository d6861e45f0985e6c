/**
 * What a variant's network is made of: layer specifications, their sizes, and nothing of how they are computed. All types
 * are immutable.
 */
package dev.chorus.tools.trainer.net;
