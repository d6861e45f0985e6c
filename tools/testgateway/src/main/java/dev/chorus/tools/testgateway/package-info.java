/**
 * Plays the REST services of a gateway, as far as deploying by program needs them, by what a running Kura 5.6 answered.
 *
 * <p>{@link dev.chorus.tools.testgateway.TestGateway} is the server and has the switches for what can go wrong. As there, nearly everything is
 * answered with 200 before anything has happened: installing shows only in later answers, garbage and unknown factories are dropped in
 * silence, and only what is asked afterwards tells. Stricter than Kura is the upload, whose form must be right to the byte. Not
 * played: snapshots, users with fewer rights, installing from a URL, deleting, dependencies between bundles.
 */
package dev.chorus.tools.testgateway;
