package dev.chorus.aggregator.internal;

import java.time.Duration;

/**
 * What of the results goes to a cloud platform.
 *
 * @param target which publisher takes it, as configured
 * @param interval at most one message in so long; zero: all
 * @param changesOnly whether only results go that are not like the last one that went
 */
record CloudOptions(String target, Duration interval, boolean changesOnly) {}
