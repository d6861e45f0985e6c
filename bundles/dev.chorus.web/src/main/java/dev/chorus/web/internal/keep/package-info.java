/**
 * Pictures on which variants disagree, kept for somebody to label: on disk, or sent to a topic. {@link
 * dev.chorus.web.internal.keep.UncertainPictureStore} decides, on whatever thread a result comes, and has a thread of its own for the rest.
 */
package dev.chorus.web.internal.keep;
