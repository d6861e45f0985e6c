/**
 * The variant inference service at its edge: the component that Kura configures and the definition that its console shows.
 * Everything behind is plain Java.
 */
package dev.chorus.variant;
