/** What is seen of a family: a connection that hears everything, and what is remembered of it, bounded. Knows nothing of HTTP. */
package dev.chorus.web.internal.watch;
