package dev.chorus.aggregator.internal;

import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.RetainedSize;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.window.FusionWindows;
import dev.chorus.core.window.MemberSet;
import dev.chorus.core.window.PeerSet;
import dev.chorus.core.window.ReplyTo;
import dev.chorus.core.window.WindowListener;
import dev.chorus.core.window.WindowOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Combines one family's variants, aggregators and windows. Belongs to the family's thread, but for
 * {@link #overview()}, {@link #peers()} and {@link #openWindows()}.
 */
final class FamilyFuser implements FamilyExecutor.Duties {

    private static final Duration SHORTEST_DEADLINE = Duration.ofMillis(1);

    /** How old reported answer times may be: computing them costs more than an answer. */
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(2);

    private final EventCounters events;
    private final Runnable onMembersChanged;
    private final Runnable onCompany;
    private final Runnable onAlone;
    private final Runnable onOutdated;
    private final VariantDirectory directory;
    private final PeerDirectory peerDirectory;
    private final StatusCleaner cleaner;
    private final FusionWindows windows;
    private final DriftWatch driftWatch;
    private final MemoryBudget.Share heldMemory;
    private final String self;
    private InstancePolicy policy;
    private MemberSet memberSet;
    private WindowOptions options;
    /** When {@link VariantDirectory#expire} has something to do. */
    private OptionalLong variantsDue = OptionalLong.empty();
    /** When {@link StatusCleaner#runDue} has something to do. */
    private OptionalLong cleaningDue = OptionalLong.empty();
    /** When {@link PeerDirectory#expire} has something to do. */
    private OptionalLong peersDue = OptionalLong.empty();
    /** Null when nothing is held. */
    private HeldMessages held;
    /** Completed when no window of its own is open; null unless the aggregator is draining. */
    private CompletableFuture<Void> answered;

    private boolean connected;

    private volatile PeerSet peers;
    private volatile int openWindows;
    private Set<String> behind = Set.of();
    private Set<String> dismissed = Set.of();
    private long refreshedNanos = System.nanoTime();
    private volatile Overview overview = Overview.NOBODY;

    /**
     * Without any variant or window.
     *
     * @param aggregator the instance that answers name
     * @param policy which instances are believed
     * @param outcomes gets what becomes of windows
     * @param cleaner removes statuses of instances that stopped
     * @param onMembersChanged called when {@link #overview()} or {@link #peers()} has another value
     * @param onCompany called when other aggregators are there where none were: their answers are to be heard
     * @param onAlone called when this aggregator takes its share and is the only one
     * @param onOutdated called when other aggregators may have answered long ago what is still being delivered
     * @param memory for everything that is kept of peers
     */
    FamilyFuser(
            String aggregator,
            String family,
            WindowOptions options,
            InstancePolicy policy,
            WindowListener outcomes,
            EventCounters events,
            StatusCleaner cleaner,
            Runnable onMembersChanged,
            Runnable onCompany,
            Runnable onAlone,
            Runnable onOutdated,
            MemoryBudget memory) {
        this.events = events;
        this.cleaner = cleaner;
        this.onMembersChanged = onMembersChanged;
        this.onCompany = onCompany;
        this.onAlone = onAlone;
        this.onOutdated = onOutdated;
        this.self = aggregator;
        this.policy = policy;
        this.directory = new VariantDirectory(family, policy, memory.share("roll", 23));
        this.peerDirectory = new PeerDirectory(aggregator);
        this.peers = peerDirectory.peers();
        this.options = options;
        this.driftWatch = new DriftWatch(events);
        this.windows = new FusionWindows(aggregator, family, options, outcomes, memory);
        this.heldMemory = memory.share("held", 4);
        this.memberSet = MemberSet.empty(family);
    }

    /**
     * Holds requests, answers and results until this aggregator knows who is there: it has received its own status, which the broker
     * delivers after those that it has kept, or has been connected for {@link PeerDirectory#PATIENCE}.
     */
    void holdBack() {
        held = new HeldMessages(heldMemory);
    }

    private void releaseOnceIntroduced(long nowNanos) {
        if (held != null && connected && (peerDirectory.hasHeardItself() || peers.sharing())) {
            HeldMessages released = held;
            held = null;
            released.release(nowNanos);
        }
    }

    /** Handles a message, now or once it is no longer held back. */
    private void handle(HeldMessages.Kind kind, long bytes, LongConsumer handling, long nowNanos) {
        if (held == null) {
            handling.accept(nowNanos);
        } else if (!held.add(kind, bytes, handling)) {
            events.report("overflowed", "too much waited for this aggregator, the oldest was dropped");
        }
    }

    /** Handles the status of a variant instance. */
    void status(Status status, long nowNanos) {
        recordStatus(status, nowNanos);
        if (!isAllowed(status)) {
            return;
        }
        if (!directory.update(status, nowNanos)) {
            events.report(
                    "refusedInstances",
                    "no room for instance " + status.id() + ", allowed are "
                            + VariantDirectory.MAX_INSTANCES + " instances and " + VariantDirectory.MAX_LABEL_SETS
                            + " label sets");
            return;
        }
        refreshMembers(nowNanos);
    }

    private boolean isAllowed(Status status) {
        Optional<String> problem = policy.problem(status, self);
        problem.ifPresent(text -> events.report("refusedInstances", text));
        return problem.isEmpty();
    }

    /** Records the status of a requester, published by itself or as its will. */
    void requester(Status status, long nowNanos) {
        recordStatus(status, nowNanos);
    }

    private void recordStatus(Status status, long nowNanos) {
        cleaner.recordStatus(status, nowNanos);
        cleaningDue = cleaner.nextDue();
    }

    /** The retained status of an instance was removed. */
    void removed(Status.Kind kind, String instance, long nowNanos) {
        cleaner.removed(kind, instance);
        cleaningDue = cleaner.nextDue();
        if (kind == Status.Kind.VARIANT) {
            forget(instance, nowNanos);
        }
    }

    private void forget(String instance, long nowNanos) {
        directory.remove(instance);
        refreshMembers(nowNanos);
    }

    /**
     * A connection stands, new or for the first time.
     *
     * @param resumed whether the first one continues what an earlier life of this aggregator has left at the broker
     */
    void connected(boolean resumed, long nowNanos) {
        if (!connected && resumed) {
            windows.resumed(nowNanos);
        }
        connected = true;
        begin(nowNanos);
    }

    /** Takes no share for the moment. */
    void begin(long nowNanos) {
        peerDirectory.connected(nowNanos);
        refreshPeers(nowNanos);
    }

    /** What comes now may be old, and answered by others long ago. So this aggregator is as new as after connecting. */
    @Override
    public void stalled(long nowNanos) {
        events.count("stalls");
        if (!peers.others().isEmpty()) {
            begin(nowNanos);
            windows.stoodStill();
            onOutdated.run();
        }
    }

    /** Handles the status of an aggregator, this one included. */
    void peer(Status status, long nowNanos) {
        recordStatus(status, nowNanos);
        if (!isAllowed(status)) {
            return;
        }
        boolean updated = peerDirectory.update(status, nowNanos)
                || peerDirectory.forgetOneOf(windows.dismissedPeers()) && peerDirectory.update(status, nowNanos);
        if (!updated) {
            events.report(
                    "refusedInstances",
                    "no room for aggregator " + status.id() + ", allowed are " + PeerDirectory.MAX_PEERS + " others");
        }
        refreshPeers(nowNanos);
    }

    private void refreshPeers(long nowNanos) {
        peersDue = peerDirectory.next();
        PeerSet now = peerDirectory.peers();
        if (!now.equals(peers)) {
            setPeers(now, nowNanos);
        }
        releaseOnceIntroduced(nowNanos);
    }

    private void setPeers(PeerSet now, long nowNanos) {
        if (peers.others().isEmpty() && !now.others().isEmpty()) {
            onCompany.run();
        } else if (now.others().isEmpty() && now.sharing() && !peers.sharing()) {
            onAlone.run();
        }
        peers = now;
        windows.setPeers(now, nowNanos);
        onMembersChanged.run();
    }

    /** An aggregator has answered a request. Answers of this one are of interest only if they are of an earlier life. */
    void answered(FusedResult result, long nowNanos) {
        if (held != null) {
            handle(
                    HeldMessages.Kind.ANSWER,
                    RetainedSize.of(result),
                    now -> windows.answeredInThePast(result, now),
                    nowNanos);
        } else if (!result.aggregator().equals(peers.self())) {
            windows.answered(result, nowNanos);
        }
    }

    private void refreshMembers(long nowNanos) {
        variantsDue = directory.nextSilence();
        MemberSet now = directory.memberSet();
        if (!now.equals(memberSet)) {
            memberSet = now;
            windows.setMembers(now, nowNanos);
            expect();
        }
        refreshOverview();
    }

    private void expect() {
        driftWatch.expect(
                memberSet.labelSet(), memberSet.fit(options.strategy()).answers());
    }

    /** This is answered. */
    void fused(FusedResult result) {
        driftWatch.fused(result);
    }

    private void refreshOverview() {
        Overview before = overview;
        dismissed = windows.dismissedVariants();
        overview = Overview.of(
                        windows.memberSet(), directory.members(), windows.behind(), dismissed, windows.answerTimes())
                .with(FallbackReport.of(windows.memberSet(), options))
                .with(directory.limited())
                .with(driftWatch.drift());
        if (!overview.isEquivalentTo(before)) {
            onMembersChanged.run();
        }
    }

    /**
     * A request was seen.
     *
     * @param deadline how long its answer may take, from its receipt
     * @param replyTo who wants the answer besides those who listen to the result topic, or null
     * @param resent whether the requester sends it again because the request or its answer may be lost
     * @param receivedNanos when it came in
     */
    void request(RequestId id, Duration deadline, ReplyTo replyTo, boolean resent, long receivedNanos, long nowNanos) {
        handle(
                HeldMessages.Kind.REQUEST,
                ReplyTo.bytes(replyTo),
                now -> windows.request(id, left(deadline, now - receivedNanos), replyTo, resent, now),
                nowNanos);
    }

    private static Duration left(Duration deadline, long waitedNanos) {
        Duration left = deadline.minusNanos(waitedNanos);
        return left.compareTo(SHORTEST_DEADLINE) < 0 ? SHORTEST_DEADLINE : left;
    }

    /** Handles a variant's result. */
    void result(String variant, TopKResult result, long nowNanos) {
        if (directory.recordResult(variant, result.fingerprint())) {
            refreshMembers(nowNanos);
        }
        handle(
                HeldMessages.Kind.RESULT,
                RetainedSize.of(result),
                now -> windows.result(variant, result, now),
                nowNanos);
    }

    /** Other options from now on; windows stay open. */
    void setOptions(WindowOptions newOptions, InstancePolicy newPolicy, long nowNanos) {
        options = newOptions;
        if (!newPolicy.equals(policy)) {
            policy = newPolicy;
            directory.setPolicy(newPolicy);
            peerDirectory.retain(newPolicy.aggregators());
            refreshMembers(nowNanos);
            refreshPeers(nowNanos);
        }
        windows.setOptions(newOptions, nowNanos);
        expect();
        refreshOverview();
    }

    @Override
    public OptionalLong nextDue() {
        if (answered != null && !windows.hasOwnWindows()) {
            answered.complete(null);
        }
        return earlier(windows.nextDeadline(), earlier(cleaningDue, earlier(variantsDue, peersDue)));
    }

    @Override
    public void runDue(long nowNanos) {
        windows.expire(nowNanos);
        if (isDue(variantsDue, nowNanos)) {
            directory.expire(nowNanos);
            refreshMembers(nowNanos);
        }
        if (isDue(peersDue, nowNanos)) {
            peerDirectory.expire(nowNanos);
            refreshPeers(nowNanos);
        }
        if (isDue(cleaningDue, nowNanos)) {
            cleaner.runDue(windows.servingPeers(), nowNanos);
            cleaningDue = cleaner.nextDue();
        }
        refresh(nowNanos);
    }

    private static boolean isDue(OptionalLong due, long nowNanos) {
        return due.isPresent() && due.getAsLong() - nowNanos <= 0;
    }

    @Override
    public void refresh(long nowNanos) {
        openWindows = windows.openWindows();
        if (nowNanos - refreshedNanos >= REFRESH_INTERVAL.toNanos()
                || !windows.behind().equals(behind)
                || !windows.dismissedVariants().equals(dismissed)) {
            refreshedNanos = nowNanos;
            behind = windows.behind();
            refreshOverview();
        }
    }

    private static OptionalLong earlier(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return one.getAsLong() - other.getAsLong() <= 0 ? one : other;
    }

    /**
     * Prepares to end and to be followed by the next life of this aggregator.
     *
     * @param pause has no further messages delivered but the results for these requests
     * @param whenAnswered completed when those are answered whose turn is this aggregator's
     */
    void drain(Consumer<Set<RequestId>> pause, CompletableFuture<Void> whenAnswered) {
        pause.accept(windows.askedRequests());
        answered = whenAnswered;
    }

    /** Ends what is open for the next life of this aggregator: what has not been seen is left to that. */
    void abandonUnasked(long nowNanos) {
        windows.abandonUnasked(nowNanos);
    }

    /** Answers everything that is open with what there is, or leaves it to other aggregators. */
    void closeAll(long nowNanos) {
        windows.closeAll(nowNanos);
    }

    /** The aggregators that are there; for any thread. */
    PeerSet peers() {
        return peers;
    }

    /** How many windows were open at the latest {@link #refresh}; for any thread. */
    int openWindows() {
        return openWindows;
    }

    /** The members and their condition; for any thread. */
    Overview overview() {
        return overview;
    }
}
