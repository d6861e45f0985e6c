/**
 * Coverage-guided fuzzing of everything that reads what a peer sends. {@link dev.chorus.tools.fuzz.FuzzCommand} is the way in; the
 * targets are in {@code entry}, the inputs that are kept in the module's folder {@code corpus}.
 */
package dev.chorus.tools.fuzz;
