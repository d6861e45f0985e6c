/** REST responses as plain text and JSON; depends on JAX-RS for nothing but its {@code Response}. */
package dev.chorus.web.internal.rest;
