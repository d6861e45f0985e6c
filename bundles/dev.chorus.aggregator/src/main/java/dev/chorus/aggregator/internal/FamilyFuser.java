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
 * Combines the variants, aggregators and windows of one family. Belongs to the family's thread, except for {@link
 * #overview()}, {@link #peers()} and {@link #openWindows()}.
 */
final class FamilyFuser implements FamilyExecutor.Duties {

    private static final Duration SHORTEST_DEADLINE = Duration.ofMillis(1);

    /** Maximum age of reported answer times: computing them costs more than an answer. */
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(2);

    private final EventCounters events;
    private final Runnable onMembersChanged;
    private final Runnable onFirstPeer;
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
    /** Completed when no own window is open; null unless the aggregator is draining. */
    private CompletableFuture<Void> answered;

    private boolean connected;

    private volatile PeerSet peers;
    private volatile int openWindows;
    private Set<String> behind = Set.of();
    private Set<String> dismissed = Set.of();
    private long refreshedNanos = System.nanoTime();
    private volatile Overview overview = Overview.EMPTY;

    /**
     * Creates a fuser without variants and windows.
     *
     * @param aggregator the instance id in answers
     * @param policy which instances are accepted
     * @param outcomes receives the outcomes of windows
     * @param cleaner removes statuses of instances that stopped
     * @param onMembersChanged called when {@link #overview()} or {@link #peers()} changed
     * @param onFirstPeer called when there are peer aggregators after there were none: subscribe to their answers
     * @param onAlone called when this aggregator takes its share and has no peers
     * @param onOutdated called when peers may have answered long ago what is still being delivered
     * @param memory budget for everything that is kept of peers
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
            Runnable onFirstPeer,
            Runnable onAlone,
            Runnable onOutdated,
            MemoryBudget memory) {
        this.events = events;
        this.cleaner = cleaner;
        this.onMembersChanged = onMembersChanged;
        this.onFirstPeer = onFirstPeer;
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
     * Holds requests, answers and results until this aggregator knows its peers: until it has received its own
     * status, which the broker delivers after those that it has kept, or has been connected for {@link
     * PeerDirectory#PATIENCE}.
     */
    void holdBack() {
        held = new HeldMessages(heldMemory);
    }

    private void releaseOnceIntroduced(long nowNanos) {
        if (held != null && connected && (peerDirectory.hasOwnStatus() || peers.sharing())) {
            HeldMessages released = held;
            held = null;
            released.release(nowNanos);
        }
    }

    /** Handles a message, now or once messages are no longer held back. */
    private void handle(HeldMessages.Kind kind, long bytes, LongConsumer handling, long nowNanos) {
        if (held == null) {
            handling.accept(nowNanos);
        } else if (!held.add(kind, bytes, handling)) {
            events.report("overflowed", "too many messages held back while connecting, dropped the oldest");
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
                    "no room for instance " + status.id() + ", maximum "
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

    /** Handles the status of a requester, published by itself or as its will. */
    void requester(Status status, long nowNanos) {
        recordStatus(status, nowNanos);
    }

    private void recordStatus(Status status, long nowNanos) {
        cleaner.recordStatus(status, nowNanos);
        cleaningDue = cleaner.nextDue();
    }

    /** Handles the removal of an instance's retained status. */
    void removed(Status.Kind kind, String instance, long nowNanos) {
        cleaner.removed(kind, instance);
        cleaningDue = cleaner.nextDue();
        if (kind == Status.Kind.VARIANT) {
            removeInstance(instance, nowNanos);
        }
    }

    private void removeInstance(String instance, long nowNanos) {
        directory.remove(instance);
        refreshMembers(nowNanos);
    }

    /**
     * Handles a new connection.
     *
     * @param resumed whether the first connection resumes the session of an earlier run of this aggregator
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

    /**
     * Messages that arrive now may be old, and answered by peers long ago. So this aggregator starts as after
     * connecting.
     */
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
                || peerDirectory.dropOneOf(windows.dismissedPeers()) && peerDirectory.update(status, nowNanos);
        if (!updated) {
            events.report(
                    "refusedInstances",
                    "no room for aggregator " + status.id() + ", maximum " + PeerDirectory.MAX_PEERS + " peers");
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
            onFirstPeer.run();
        } else if (now.others().isEmpty() && now.sharing() && !peers.sharing()) {
            onAlone.run();
        }
        peers = now;
        windows.setPeers(now, nowNanos);
        onMembersChanged.run();
    }

    /** Handles an answer of an aggregator. Own answers are of interest only if they are from an earlier run. */
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

    /** Records a published result. */
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
     * Handles a request.
     *
     * @param deadline time limit for its answer, from its receipt
     * @param replyTo where the answer is sent in addition to the result topic, or null
     * @param resent whether the requester sends it again because the request or its answer may be lost
     * @param receivedNanos when it was received
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

    /** Applies new options; windows stay open. */
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
     * Prepares to end and to be succeeded by the next run of this aggregator.
     *
     * @param pause stops deliveries except the results for these requests
     * @param whenAnswered completed when the requests in this aggregator's turn are answered
     */
    void drain(Consumer<Set<RequestId>> pause, CompletableFuture<Void> whenAnswered) {
        pause.accept(windows.askedRequests());
        answered = whenAnswered;
    }

    /** Closes open windows for the next run of this aggregator, which handles requests that were not seen. */
    void abandonUnasked(long nowNanos) {
        windows.abandonUnasked(nowNanos);
    }

    /** Answers all open windows with the results that have arrived, or leaves them to other aggregators. */
    void closeAll(long nowNanos) {
        windows.closeAll(nowNanos);
    }

    /** Returns the live aggregators; thread-safe. */
    PeerSet peers() {
        return peers;
    }

    /** Returns the number of windows open at the latest {@link #refresh}; thread-safe. */
    int openWindows() {
        return openWindows;
    }

    /** Returns the members and their condition; thread-safe. */
    Overview overview() {
        return overview;
    }
}
