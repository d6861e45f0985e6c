/**
 * Kura Wires at their edge: the component of the wire graph and the definition that its console shows. Everything behind is
 * plain Java.
 */
package dev.chorus.wires;
