/** The component of the wire graph and its console attributes. All other classes are independent of Kura. */
package dev.chorus.wires;
