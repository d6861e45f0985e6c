/**
 * The classifier of a wire graph, independent of Kura: records are maps.
 *
 * <p>The graph's threads only check a record and pass its picture to the link, which never blocks. Answers arrive on
 * the link's thread and are passed to the {@link dev.chorus.wires.internal.Emitter}, whose thread alone calls the
 * graph: a slow component behind blocks neither link nor graph. A request is open from the arrival of its picture
 * until its record has been emitted, and the number of open requests is limited.
 */
package dev.chorus.wires.internal;
