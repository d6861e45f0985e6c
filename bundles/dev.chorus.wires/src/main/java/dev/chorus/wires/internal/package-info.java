/**
 * What the classifier of a wire graph does, without Kura: records come as maps and leave as maps.
 *
 * <p>The graph's threads only look at a record and hand its picture to the link, which never blocks. Answers come on the link's
 * thread and are handed to the {@link dev.chorus.wires.internal.Emitter}, whose thread alone enters the graph again: a
 * component behind that takes its time holds up neither link nor graph. A question is open from the arrival of its picture until
 * its record has been emitted, and only so many may be.
 */
package dev.chorus.wires.internal;
