/** What is said over HTTP, as plain text and JSON; knows nothing of JAX-RS but its {@code Response}. */
package dev.chorus.web.internal.rest;
