/**
 * The variant service: its configuration, its connection, and the engine that adapts connection, model and workers to
 * the configuration, sequentially on its own control thread.
 */
package dev.chorus.variant.internal.service;
