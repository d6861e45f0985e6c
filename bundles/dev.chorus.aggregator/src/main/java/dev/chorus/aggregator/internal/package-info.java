/**
 * Implementation of the component: turns the results of one family into answers.
 *
 * <p>A {@link dev.chorus.aggregator.internal.Supervisor} turns configurations into a running {@link
 * dev.chorus.aggregator.internal.AggregatorConnection} (the links and the status published on them) and a running
 * {@link dev.chorus.aggregator.internal.Aggregator} on it, on its own thread. The {@link
 * dev.chorus.aggregator.internal.Intake} decodes messages on the link's dispatcher thread and passes them, small and
 * bounded in number, to the {@link dev.chorus.aggregator.internal.FamilyExecutor}, whose thread alone uses the {@link
 * dev.chorus.aggregator.internal.FamilyFuser}: the directory of variants and the fusion windows. So no state is
 * shared and nothing is locked while pictures are being answered.
 *
 * <p>Everything here is plain Java created with {@code new}; times are {@link java.lang.System#nanoTime()}.
 */
package dev.chorus.aggregator.internal;
