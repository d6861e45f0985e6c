/**
 * Behind the component: how one family's results become answers.
 *
 * <p>A {@link dev.chorus.aggregator.internal.Supervisor} turns configurations into a running
 * {@link dev.chorus.aggregator.internal.AggregatorConnection} (the link and the status told over it) and a running
 * {@link dev.chorus.aggregator.internal.Aggregator} on it, on a thread of its own. Messages are decoded by the
 * {@link dev.chorus.aggregator.internal.Intake} on the link's dispatcher thread and handed over, small and bounded in number, to
 * the {@link dev.chorus.aggregator.internal.FamilyExecutor}, whose thread alone touches the
 * {@link dev.chorus.aggregator.internal.FamilyFuser}: the directory of variants and the fusion windows. So no state is shared and
 * nothing is locked while pictures are being answered.
 *
 * <p>Everything here is plain Java made with {@code new}; times are {@link java.lang.System#nanoTime()}.
 */
package dev.chorus.aggregator.internal;
