package dev.chorus.core.window;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.peer.SortedCopies;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKResult;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * All fusion windows of one family. A window opens with the first message of a request, be it the request itself or a
 * result, and closes when every awaited variant has a result, when its first label is proved, or at its deadline
 * (design, "The aggregator"). If several aggregators serve the family, each opens all windows, and answers those
 * assigned to it by the {@link AnswerSchedule}.
 *
 * <p>Not thread-safe: one thread owns it and makes all calls, with a time that never runs backwards.
 */
public final class FusionWindows {

    private final WindowListener listener;
    private final OpenWindows open;
    private final ClosedRequests closed;
    /** Answers to requests that have not been seen yet. */
    private final RecentAnswers unasked;
    /** Answers to requests that named a Response Topic. */
    private final RecentAnswers replied;

    private final EarlyResults early;
    private final FusionPool fusions = new FusionPool();
    private final ResultFilter resultFilter;
    private final PeerTracker peerTracker;
    private WindowOptions options;
    private OptionalLong resumedNanos = OptionalLong.empty();
    private long opened;

    /**
     * Creates an instance without windows.
     *
     * @param aggregator the instance named in results
     * @param family the family named in results while no variant is known
     * @param listener receives every outcome
     * @param memory budget for data of peers; this class takes 61 percent of it
     */
    public FusionWindows(
            String aggregator, String family, WindowOptions options, WindowListener listener, MemoryBudget memory) {
        this.open = new OpenWindows(memory.share("windows", 20));
        this.unasked = new RecentAnswers(memory.share("unasked", 7));
        this.replied = new RecentAnswers(memory.share("replied", 7));
        this.early = new EarlyResults(memory.share("early", 3));
        this.closed = new ClosedRequests(memory.share("chosenIds", 16), memory.share("derivedIds", 8));
        this.peerTracker = new PeerTracker(PeerSet.alone(aggregator));
        this.resultFilter = new ResultFilter(MemberSet.empty(family));
        this.options = options;
        this.resultFilter.setLearning(options.learnWeights());
        this.listener = listener;
    }

    /** Replaces the options; open windows keep their {@link FusionStrategy} and deadline. */
    public void setOptions(WindowOptions newOptions, long nowNanos) {
        options = newOptions;
        resultFilter.setLearning(newOptions.learnWeights());
        if (newOptions.stragglersAfter() == 0) {
            resultFilter.clearStragglers();
        }
        closeWhatCanClose(nowNanos);
        evictBeyondLimit(nowNanos);
    }

    /** Replaces the members; windows that waited only for variants that are missing now close. */
    public void setMembers(MemberSet newMembers, long nowNanos) {
        LabelSet labelSet = newMembers.labelSet();
        boolean othersCount = labelSet != null
                && !(labelSet.equals(memberSet().labelSet())
                        && newMembers
                                .variantWeights()
                                .keySet()
                                .equals(memberSet().variantWeights().keySet()));
        resultFilter.setMembers(newMembers, nowNanos);
        if (othersCount) {
            open.all().stream()
                    .filter(window -> window.accepts(labelSet))
                    .forEach(window -> replay(window.id(), nowNanos));
        }
        closeWhatCanClose(nowNanos);
    }

    /**
     * Replaces the other aggregators; requests of a departed one pass to the next.
     *
     * @throws IllegalArgumentException if self differs
     */
    public void setPeers(PeerSet newPeers, long nowNanos) {
        peerTracker.set(newPeers, nowNanos);
        open.reschedule(schedule -> schedule.setPeers(peerTracker.serving(), nowNanos));
        closeWhatCanClose(nowNanos);
    }

    /**
     * Handles a suspension of the process, during which the peers may have answered the open windows. Call it once the
     * peers no longer count on this aggregator: its windows are those of a newcomer from then on.
     */
    public void stoodStill() {
        open.reschedule(schedule -> schedule.restart(peerTracker.serving()));
    }

    /**
     * Continues an earlier run of this aggregator, which is not remembered and whose requests are delivered again
     * unless they were acknowledged. For as long as the earlier run would have remembered its closed requests, results
     * open no windows: their requests were closed then, or will be seen soon.
     */
    public void resumed(long nowNanos) {
        resumedNanos = OptionalLong.of(nowNanos);
    }

    /**
     * Handles a request that is not marked as sent again.
     *
     * @param deadline time until the answer is due, above 0
     * @param replyTo where to send the answer, or null
     */
    public void request(RequestId id, Duration deadline, ReplyTo replyTo, long nowNanos) {
        request(id, deadline, replyTo, false, nowNanos);
    }

    /**
     * Handles a request.
     *
     * @param deadline time until the answer is due, above 0
     * @param replyTo where to send the answer, or null
     * @param resent whether the requester repeats it because the request or its answer may be lost: an answer given
     *     recently is sent to the requester again
     */
    public void request(RequestId id, Duration deadline, ReplyTo replyTo, boolean resent, long nowNanos) {
        FusionWindow window = open.of(id);
        if (window == null) {
            Optional<FusedResult> overtaken = unasked.take(id, nowNanos);
            if (overtaken.isPresent()) {
                closed.addRequester(id, replyTo);
                if (replyTo != null) {
                    replied.keep(overtaken.get(), Requesters.of(replyTo), nowNanos);
                    if (peerTracker.isOurs(overtaken.get())) {
                        listener.askedAfterwards(overtaken.get(), replyTo);
                    }
                }
                return;
            }
            if (!id.isDerived() && closed.holdsRequest(id, replyTo, nowNanos)) {
                listener.happened(WindowEvent.DUPLICATE_REQUEST);
                if (resent) {
                    repeat(id, replyTo, nowNanos);
                }
                return;
            }
            window = open(id, deadline.toNanos(), nowNanos);
        }
        open.ask(window, replyTo);
        replay(id, nowNanos);
        evictBeyondLimit(nowNanos);
    }

    private void repeat(RequestId id, ReplyTo replyTo, long nowNanos) {
        Optional<FusedResult> given = replied.find(id, replyTo, nowNanos);
        if (replyTo != null && given.isPresent() && peerTracker.isOurs(given.get())) {
            listener.askedAgain(given.get(), replyTo);
        }
    }

    private void replay(RequestId id, long nowNanos) {
        early.take(id, one -> resultFilter.counts(one.variant(), one.result()), nowNanos)
                .forEach(one -> result(one.variant(), one.result(), nowNanos));
    }

    /** Handles a variant's result; one that does not count is reported to the listener and changes nothing. */
    public void result(String variant, TopKResult result, long nowNanos) {
        if (!resultFilter.counts(variant, result)) {
            listener.happened(WindowEvent.FOREIGN_RESULT);
            early.keep(variant, result, nowNanos);
            return;
        }
        Optional<FusionWindow> found = windowFor(variant, result, nowNanos);
        if (found.isEmpty()) {
            return;
        }
        FusionWindow window = found.get();
        noteTime(variant, window.opening(), nowNanos);
        if (window.hasResult(variant)) {
            listener.happened(WindowEvent.DUPLICATE_RESULT);
        } else if (!window.accepts(memberSet().labelSet())) {
            listener.happened(WindowEvent.FOREIGN_RESULT);
        } else if (result.isRefusal()) {
            window.refuse(variant, result.refusal());
        } else {
            window.add(
                    variant,
                    result.topK(),
                    memberSet().variantWeights().get(variant),
                    memberSet().labelSet(),
                    fusions);
            if (options.learnWeights()) {
                window.keep(variant, result.topK());
            }
        }
        open.grew(window);
        closeIfItCan(window, nowNanos);
        evictBeyondLimit(nowNanos);
    }

    private Optional<FusionWindow> windowFor(String variant, TopKResult result, long nowNanos) {
        FusionWindow window = open.of(result.id());
        if (window != null) {
            return Optional.of(window);
        }
        // Only a request can repeat a picture: a result may be a copy that its sender repeated after a broken
        // connection.
        if (closed.holds(result.id(), nowNanos)) {
            listener.happened(WindowEvent.LATE_RESULT);
            if (result.id().isDerived()) {
                early.keep(variant, result, nowNanos);
            }
            closed.opening(result.id()).ifPresent(opening -> noteTime(variant, opening, nowNanos));
            return Optional.empty();
        }
        if (resumedNanos.isPresent() && nowNanos - resumedNanos.getAsLong() < ClosedRequests.MEMORY.toNanos()) {
            early.keep(variant, result, nowNanos);
            return Optional.empty();
        }
        long left = result.deadline().minus(result.age()).toNanos();
        if (left <= 0) {
            listener.happened(WindowEvent.STALE_RESULT);
            return Optional.empty();
        }
        return Optional.of(open(result.id(), left, nowNanos));
    }

    private void noteTime(String variant, Opening opening, long nowNanos) {
        if (resultFilter.recordResult(variant, opening, options.stragglersAfter(), nowNanos)) {
            listener.happened(WindowEvent.CAUGHT_UP);
        }
    }

    /** The members whose results are fused and awaited: those that were set, minus stragglers. */
    public MemberSet memberSet() {
        return resultFilter.memberSet();
    }

    /** The stragglers: variants whose results are late repeatedly. */
    public Set<String> behind() {
        return resultFilter.behind();
    }

    /** The median of each variant's recent answer times, from the opening of the window. */
    public Map<String, Duration> answerTimes() {
        return resultFilter.answerTimes();
    }

    /**
     * Handles an answer of another aggregator, which completes the request. Counts only for current
     * {@link PeerSet#others} and recently departed ones.
     */
    public void answered(FusedResult result, long nowNanos) {
        if (peerTracker.knows(result.aggregator())) {
            recordPeer(result, nowNanos);
            answeredInThePast(result, nowNanos);
        } else {
            listener.happened(WindowEvent.FOREIGN_ANSWER);
        }
    }

    private void recordPeer(FusedResult answer, long nowNanos) {
        peerTracker.answered(answer.aggregator());
        FusionWindow window = open.of(answer.id());
        if (window != null && window.isAsked() && !window.schedule().isNewcomer()) {
            recordPassedSlots(window.schedule().passedBefore(answer.aggregator(), nowNanos), nowNanos);
        }
    }

    private void recordPassedSlots(Collection<String> silent, long nowNanos) {
        if (peerTracker.passed(silent, nowNanos)) {
            listener.happened(WindowEvent.DISMISSED_PEER);
            Set<String> dismissed = peerTracker.dismissed();
            open.all().forEach(window -> window.schedule().dismiss(dismissed));
            closeWhatCanClose(nowNanos);
        }
    }

    /**
     * Handles an answer given before this aggregator was present, by another aggregator that may have departed since,
     * or in an earlier run of this one.
     */
    public void answeredInThePast(FusedResult result, long nowNanos) {
        FusionWindow window = open.of(result.id());
        if (window != null) {
            end(window);
        } else if (closed.holdsOwn(result.id(), nowNanos)) {
            listener.happened(WindowEvent.DOUBLE_ANSWER);
            return;
        }
        if (window == null ? !closed.holds(result.id(), nowNanos) : !window.isAsked()) {
            unasked.keep(result, Requesters.UNKNOWN, nowNanos);
        } else if (window != null && !window.replies().isEmpty()) {
            replied.keep(result, window.requesters(), nowNanos);
        }
        closed.remember(
                result.id(),
                false,
                window == null ? null : window.opening(),
                window == null ? Requesters.UNKNOWN : window.requesters(),
                nowNanos);
    }

    /** Closes the windows that are due. */
    public void expire(long nowNanos) {
        if (peerTracker.expireDeparted(nowNanos)) {
            closeWhatCanClose(nowNanos);
        }
        for (FusionWindow next = open.next(); next != null && next.dueNanos() - nowNanos <= 0; next = open.next()) {
            close(next, nowNanos);
            if (resultFilter.wasDue(next, options.stragglersAfter())) {
                listener.happened(WindowEvent.FELL_BEHIND);
                closeWhatCanClose(nowNanos);
            }
            dismissUnproven(next, true, nowNanos);
            if (next.isAsked() && !next.schedule().isNewcomer()) {
                recordPassedSlots(List.copyOf(next.schedule().before()), nowNanos);
            }
        }
    }

    private void dismissUnproven(FusionWindow window, boolean due, long nowNanos) {
        if (resultFilter.dismissesUnproven(window, due, nowNanos)) {
            listener.happened(WindowEvent.DISMISSED_VARIANT);
            closeWhatCanClose(nowNanos);
        }
    }

    /**
     * The time at which {@link #expire} has something to do next, on the clock of all calls; empty without open
     * windows.
     */
    public OptionalLong nextDeadline() {
        FusionWindow next = open.next();
        if (next == null) {
            return OptionalLong.empty();
        }
        OptionalLong settled = peerTracker.departedUntilNanos();
        return settled.isPresent() && settled.getAsLong() - next.dueNanos() < 0
                ? settled
                : OptionalLong.of(next.dueNanos());
    }

    /** The number of open windows. */
    public int openWindows() {
        return open.size();
    }

    /** The requests that were seen and whose windows are open. */
    public Set<RequestId> askedRequests() {
        return SortedCopies.set(open.all().stream()
                .filter(FusionWindow::isAsked)
                .map(FusionWindow::id)
                .toList());
    }

    /**
     * Closes the windows whose requests have not been seen, without an answer: the next run of this aggregator will
     * receive those requests.
     */
    public void abandonUnasked(long nowNanos) {
        open.all().stream().filter(window -> !window.isAsked()).forEach(window -> abandon(window, nowNanos));
    }

    /**
     * Closes every open window with the results available, as at its deadline. Abandons windows that belong to other
     * aggregators and windows without a result if there are others that answer.
     */
    public void closeAll(long nowNanos) {
        open.all().forEach(window -> {
            if (isOwn(window)
                    && (!peerTracker.hasSuccessor() || !window.contributors().isEmpty())) {
                close(window, nowNanos);
            } else {
                abandon(window, nowNanos);
            }
        });
    }

    /** Whether a window is open whose request was seen and which this aggregator has to close. */
    public boolean hasOwnWindows() {
        return open.all().stream().anyMatch(window -> window.isAsked() && isOwn(window));
    }

    /**
     * Excludes windows of another aggregator that answers: it may end at the same time, and in turn abandon windows
     * that are not its own.
     */
    private boolean isOwn(FusionWindow window) {
        return !peerTracker.hasSuccessor() || window.schedule().isFirst();
    }

    /** The variants that have never answered and are neither waited for nor expected any more. */
    public Set<String> dismissedVariants() {
        return resultFilter.dismissed();
    }

    /** The other aggregators that have never answered and are excluded from the answer order. */
    public Set<String> dismissedPeers() {
        return peerTracker.dismissed();
    }

    /** The aggregators in the answer order. */
    public PeerSet servingPeers() {
        return peerTracker.serving();
    }

    private FusionWindow open(RequestId id, long leftNanos, long nowNanos) {
        AnswerSchedule schedule =
                new AnswerSchedule(peerTracker.serving(), peerTracker.proven(), id, leftNanos, nowNanos);
        peerTracker.departedUntilNanos().ifPresent(schedule::notBefore);
        FusionWindow window =
                new FusionWindow(id, opened++, options.strategy(), schedule, new Opening(nowNanos, leftNanos));
        open.add(window);
        return window;
    }

    private void evictBeyondLimit(long nowNanos) {
        while (open.size() > options.maxOpen() || open.isOverBudget()) {
            listener.happened(WindowEvent.EVICTED_WINDOW);
            FusionWindow evicted = open.oldestOfBusiestRequester();
            if (evicted.schedule().hasBegun(nowNanos)) {
                close(evicted, nowNanos);
            } else {
                abandon(evicted, nowNanos);
            }
        }
    }

    private void closeWhatCanClose(long nowNanos) {
        open.all().forEach(window -> closeIfItCan(window, nowNanos));
    }

    private void closeIfItCan(FusionWindow window, long nowNanos) {
        boolean stillOpen = open.of(window.id()) == window;
        if (stillOpen
                && window.schedule().hasBegun(nowNanos)
                && closable(window).isPresent()) {
            close(window, nowNanos);
            dismissUnproven(window, false, nowNanos);
        }
    }

    private void close(FusionWindow window, long nowNanos) {
        if (!peerTracker.isAlone() && !isToAnswer(window, nowNanos)) {
            listener.happened(WindowEvent.LEFT_WINDOW);
            abandon(window, nowNanos);
            return;
        }
        closed.remember(window.id(), true, window.opening(), window.requesters(), nowNanos);
        // Before anything that may fail: a window that cannot be closed must not keep later ones from closing.
        open.remove(window);
        CloseReason reason = closable(window).orElse(CloseReason.DEADLINE);
        FusedResult result = window.close(
                reason,
                resultFilter.memberSet(),
                options,
                nowNanos,
                peerTracker.serving().self());
        window.end(fusions);
        resultFilter.learn(window.results());
        if (!window.isAsked()) {
            unasked.keep(result, Requesters.UNKNOWN, nowNanos);
        } else if (!window.replies().isEmpty()) {
            replied.keep(result, window.requesters(), nowNanos);
        }
        Duration valid = peerTracker.isAlone()
                ? null
                : Duration.ofNanos(window.schedule().validUntilNanos() - nowNanos);
        listener.closed(new ClosedWindow(result, window.replies(), valid));
    }

    private Optional<CloseReason> closable(FusionWindow window) {
        return window.closable(resultFilter.memberSet(), resultFilter.live(), options);
    }

    /** A newcomer may have missed the answer of a peer; it cannot if it knows of no peer that answers. */
    private boolean isToAnswer(FusionWindow window, long nowNanos) {
        AnswerSchedule schedule = window.schedule();
        return schedule.validUntilNanos() - nowNanos > 0
                && (!schedule.isNewcomer() || window.isAsked() && !schedule.mayBeAnswered());
    }

    private void abandon(FusionWindow window, long nowNanos) {
        end(window);
        closed.remember(window.id(), false, window.opening(), window.requesters(), nowNanos);
    }

    private void end(FusionWindow window) {
        open.remove(window);
        window.end(fusions);
    }
}
