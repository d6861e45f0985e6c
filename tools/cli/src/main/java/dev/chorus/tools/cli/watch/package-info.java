/** What {@code chorus watch} sees of the families at a broker, and how it tells of it. */
package dev.chorus.tools.cli.watch;
