package dev.chorus.aggregator.internal;

import java.time.Duration;

/**
 * What to publish to a cloud platform.
 *
 * @param target filter of the publisher, as configured
 * @param interval minimum time between messages; zero: none
 * @param changesOnly whether to skip results that are like the last published one
 */
record CloudOptions(String target, Duration interval, boolean changesOnly) {}
