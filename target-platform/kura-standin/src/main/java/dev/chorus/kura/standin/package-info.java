/**
 * Plays the Kura services that Chorus' components meet on a gateway, by the rules a running Kura 5.6 follows.
 *
 * <p>Only what those components can notice is played: which definition counts, what the defaults become, in which shape
 * a password arrives, how often an update comes, which TLS a key store gives, what is published to a cloud. Snapshots, users and
 * permissions are not.
 */
package dev.chorus.kura.standin;
