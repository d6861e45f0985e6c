/**
 * Input and output files of commands.
 *
 * <p>{@link dev.chorus.tools.files.OutputFile} writes a draft in the same folder and moves it into place, so that a
 * failure leaves the older file or none. {@link dev.chorus.tools.files.InputFile} reads a file. Both fail with a
 * {@link dev.chorus.tools.files.FileFailure}: one line with path, reason and remedy, and whether the user or the
 * machine is at fault. The exceptions of {@code java.nio.file} name no path if a write fails, and often no reason.
 */
package dev.chorus.tools.files;
