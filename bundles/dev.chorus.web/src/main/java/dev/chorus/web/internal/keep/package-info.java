/**
 * Keeps pictures on which variants disagree for labeling, on disk or on a topic.
 * {@link dev.chorus.web.internal.keep.UncertainPictureStore} accepts results on any thread and examines them on its
 * own.
 */
package dev.chorus.web.internal.keep;
