package dev.chorus.core.window;

import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Simulates several aggregators of one family, the variants a, b and c, and a broker that delivers to each of them
 * after a random delay: runs event by event on a clock that only the events move.
 */
final class Choir {

    private static final Duration DEADLINE = Duration.ofMillis(1000);

    /** More windows than there are requests: none is evicted. */
    private static final WindowOptions OPTIONS = new WindowOptions(new ScaledSum(), 1, true, 1000, 5, 3);

    /** How long an aggregator that is updated waits for its open windows. */
    private static final long DRAIN_LIMIT = WindowsFixture.ms(1000);

    /** Maximum delay of one delivery. */
    static final long MAX_DELAY = WindowsFixture.ms(10);

    private record Event(long nanos, long number, Runnable what) {}

    private final PriorityQueue<Event> events = new PriorityQueue<>((one, other) -> one.nanos() != other.nanos()
            ? Long.signum(one.nanos() - other.nanos())
            : Long.signum(one.number() - other.number()));
    private final Map<String, FusionWindows> living = new TreeMap<>();
    private final Map<String, Set<String>> known = new HashMap<>();
    private final Set<String> sharing = new HashSet<>();
    /** The peers that each aggregator knows to share already. */
    private final Map<String, Set<String>> knownToShare = new HashMap<>();

    /** In the order in which the service handles them. */
    private enum Kind {
        REQUEST,
        ANSWER,
        RESULT
    }

    /** Messages that the broker keeps for suspended aggregators. */
    private final Map<String, Map<Kind, List<Runnable>>> kept = new HashMap<>();

    private final Random random;
    private long scheduled;
    private long now;

    /** The times at which the requester received answers, by request. */
    final Map<RequestId, List<Long>> answers = new HashMap<>();

    final Map<RequestId, Long> asked = new LinkedHashMap<>();

    Choir(long seed) {
        random = new Random(seed);
    }

    private void after(long nanos, Runnable what) {
        events.add(new Event(now + nanos, scheduled++, what));
    }

    private long delay() {
        return 1 + random.nextInt((int) MAX_DELAY);
    }

    private void toAll(Consumer<String> what) {
        List.copyOf(living.keySet())
                .forEach(each -> after(delay(), () -> {
                    if (living.containsKey(each)) {
                        what.accept(each);
                        wake(each);
                    }
                }));
    }

    private void wake(String aggregator) {
        OptionalLong due = living.get(aggregator).nextDeadline();
        if (due.isPresent()) {
            after(Math.max(0, due.getAsLong() - now), () -> {
                FusionWindows windows = living.get(aggregator);
                if (windows != null) {
                    windows.expire(now);
                }
            });
        }
    }

    /** Like {@link #toAll}, but the broker keeps the message for an aggregator that does not receive it. */
    private void toAllSessions(Kind kind, RequestId id, Consumer<String> what, Consumer<String> whenKept) {
        Set<String> sessions = new TreeSet<>(living.keySet());
        sessions.addAll(kept.keySet());
        sessions.forEach(each -> after(delay(), () -> {
            boolean takes = living.containsKey(each)
                    && (!kept.containsKey(each)
                            || kind != Kind.REQUEST
                                    && living.get(each).askedRequests().contains(id));
            if (takes) {
                what.accept(each);
                wake(each);
            } else if (kept.containsKey(each)) {
                kept.get(each).computeIfAbsent(kind, any -> new ArrayList<>()).add(() -> whenKept.accept(each));
            }
        }));
    }

    /** Stops taking requests, answers its own windows, and ends; the broker keeps messages until {@link #resume}. */
    void suspend(String name) {
        kept.put(name, new EnumMap<>(Kind.class));
        endOnceAnswered(name, now + DRAIN_LIMIT);
    }

    private void endOnceAnswered(String name, long atLatest) {
        if (living.get(name).hasOwnWindows() && now < atLatest) {
            after(WindowsFixture.ms(1), () -> endOnceAnswered(name, atLatest));
        } else {
            living.get(name).abandonUnasked(now);
            leave(name);
            sharing.remove(name);
        }
    }

    /** Starts the next run of a suspended aggregator, as soon as its last one has ended. */
    void resume(String name) {
        if (living.containsKey(name)) {
            after(WindowsFixture.ms(10), () -> resume(name));
        } else {
            join(name);
            living.get(name).resumed(now);
        }
    }

    /** Adds an aggregator that knows the live ones, and is known to them; it shares requests as the service does. */
    void join(String name) {
        FusionWindows windows = new FusionWindows(
                name,
                "parts",
                OPTIONS,
                new WindowListener() {
                    @Override
                    public void closed(ClosedWindow window) {
                        publish(name, window.result());
                    }

                    @Override
                    public void askedAgain(FusedResult result, ReplyTo replyTo) {
                        throw new AssertionError("no request is sent again");
                    }

                    @Override
                    public void askedAfterwards(FusedResult result, ReplyTo replyTo) {
                        throw new AssertionError("no request names a Response Topic");
                    }

                    @Override
                    public void happened(WindowEvent event) {}
                },
                MemoryBudget.ofHeap());
        windows.setMembers(WindowsFixture.memberSet(Set.of("a", "b", "c")), now);
        known.put(name, new HashSet<>(living.keySet()));
        knownToShare.put(name, new HashSet<>(sharing));
        living.put(name, windows);
        updatePeers(name);
        toAll(other -> {
            if (other.equals(name)) {
                Optional.ofNullable(kept.remove(name))
                        .ifPresent(all -> all.values().forEach(some -> some.forEach(Runnable::run)));
                after(WindowsFixture.ms(200), () -> share(name));
            } else {
                known.get(other).add(name);
                updatePeers(other);
            }
        });
    }

    private void share(String name) {
        if (living.containsKey(name)) {
            sharing.add(name);
            updatePeers(name);
            wake(name);
            toAll(other -> {
                knownToShare.get(other).add(name);
                updatePeers(other);
            });
        }
    }

    /** Publishes a status in the name of an aggregator that does not exist. */
    void pretend(String name) {
        toAll(each -> {
            known.get(each).add(name);
            knownToShare.get(each).add(name);
            updatePeers(each);
        });
    }

    private void updatePeers(String name) {
        Set<String> newcomers = new HashSet<>(known.get(name));
        newcomers.removeAll(knownToShare.get(name));
        living.get(name).setPeers(new PeerSet(name, known.get(name), newcomers, sharing.contains(name)), now);
    }

    /** Ends an aggregator without notice; the broker publishes its will. */
    void kill(String name) {
        living.remove(name);
        announceDeparture(name, 0);
    }

    /** Ends an aggregator without notice, which the broker does not detect during the simulation. */
    void silence(String name) {
        living.remove(name);
    }

    /** Ends an aggregator that announces its departure and abandons its windows to the others. */
    void leave(String name) {
        living.get(name).closeAll(now);
        living.remove(name);
        announceDeparture(name, 0);
    }

    private void announceDeparture(String name, long nanos) {
        after(
                nanos,
                () -> toAll(other -> {
                    known.get(other).remove(name);
                    knownToShare.get(other).remove(name);
                    updatePeers(other);
                }));
    }

    private void publish(String aggregator, FusedResult result) {
        after(delay(), () -> answers.computeIfAbsent(result.id(), id -> new ArrayList<>())
                .add(now));
        toAllSessions(
                Kind.ANSWER,
                result.id(),
                other -> {
                    if (!other.equals(aggregator)) {
                        living.get(other).answered(result, now);
                    }
                },
                other -> living.get(other).answeredInThePast(result, now));
    }

    /** Publishes a picture that each of the given variants answers soon. */
    void ask(RequestId id, Set<String> variants) {
        asked.put(id, now);
        // A broker subtracts the time that it kept a message from its expiry (MQTT 5, section 3.3.2.3.3).
        Consumer<String> request =
                each -> living.get(each).request(id, Duration.ofNanos(deadlineOf(id) - now), null, now);
        toAllSessions(Kind.REQUEST, id, request, request);
        for (String variant : variants) {
            long age = random.nextInt((int) MAX_DELAY);
            after(delay() + age, () -> {
                TopKResult result = WindowsFixture.answer(
                        id, WindowsFixture.LABELS, random.nextInt(3), 0.9f, TimeUnit.NANOSECONDS.toMillis(age));
                Consumer<String> deliver = each -> living.get(each).result(variant, result, now);
                toAllSessions(Kind.RESULT, id, deliver, deliver);
            });
        }
    }

    /** Runs the simulation up to a time, and then the action. */
    void at(long nanos, Runnable what) {
        events.add(new Event(nanos, scheduled++, what));
    }

    /** Runs the simulation until no events are left. */
    void play() {
        while (!events.isEmpty()) {
            Event next = events.poll();
            now = Math.max(now, next.nanos());
            next.what().run();
        }
    }

    long deadlineOf(RequestId id) {
        return asked.get(id) + DEADLINE.toNanos();
    }
}
