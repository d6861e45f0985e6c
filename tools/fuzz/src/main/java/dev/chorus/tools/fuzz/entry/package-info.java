/**
 * One class for each thing that reads from the network, in the form that Jazzer calls: {@code fuzzerTestOneInput} returns where the
 * input is taken or refused as documented, and throws where it is neither.
 */
package dev.chorus.tools.fuzz.entry;
