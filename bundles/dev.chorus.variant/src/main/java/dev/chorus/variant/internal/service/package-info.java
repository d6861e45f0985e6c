/**
 * The variant service as a whole: what its configuration says, its connection, and the engine that brings connection,
 * model and workers in line with the configuration, one step after the other on a control thread of its own.
 */
package dev.chorus.variant.internal.service;
