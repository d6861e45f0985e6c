/**
 * The aggregator service as Kura sees it: the component, its configuration and its metatype. Kura's types stay in this
 * package; what it does is in {@link dev.chorus.aggregator.internal}.
 */
package dev.chorus.aggregator;
