/** Parts of files that are handed on without a copy. */
package dev.chorus.variant.internal.picture.part;
