/**
 * Files that commands read and write.
 *
 * <p>{@link dev.chorus.tools.files.OutputFile} writes a file beside its place and moves it there, so that a failure leaves the
 * older file or none. {@link dev.chorus.tools.files.InputFile} reads one. Both fail with a
 * {@link dev.chorus.tools.files.FileFailure}: one line with path, reason and remedy, and whether the caller or the machine is at
 * fault. The exceptions of {@code java.nio.file} name no path when a write fails, and no reason for most of what they name.
 */
package dev.chorus.tools.files;
