/**
 * The state of a family: a connection that subscribes to all its topics, and a bounded memory of its messages.
 * Independent of HTTP.
 */
package dev.chorus.web.internal.watch;
