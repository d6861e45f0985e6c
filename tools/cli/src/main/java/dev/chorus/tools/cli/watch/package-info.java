/** Tracks the families at a broker for {@code chorus watch}, and formats them. */
package dev.chorus.tools.cli.watch;
