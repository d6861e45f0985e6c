/**
 * The aggregator service for Kura: component, configuration and metatype. Kura's types stay in this package; the
 * implementation is in {@link dev.chorus.aggregator.internal}.
 */
package dev.chorus.aggregator;
