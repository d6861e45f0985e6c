/**
 * The variant inference service and the inference engine at their edge: the components that Kura configures and the
 * definitions that its console shows.
 * Everything behind is plain Java.
 */
package dev.chorus.variant;
