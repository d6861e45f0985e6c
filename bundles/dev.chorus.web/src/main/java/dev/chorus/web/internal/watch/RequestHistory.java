package dev.chorus.web.internal.watch;

import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.peer.SortedCopies;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.GroundTruth;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.RetainedSize;
import dev.chorus.core.protocol.TopKResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The last results with their Top-k results, truths and pictures. Bounded in number and in bytes. Safe for any
 * thread.
 *
 * <p>A picture that is asked about again may have the id that it had before ({@code docs/protocol.md}, "The request id"). Top-k results
 * of the earlier request stay with the earlier answer and are never shown with the later one.
 */
final class RequestHistory {

    /** Top-k results come before their fused result; of so many requests they are kept without one. */
    private static final int MOST_WITHOUT_RESULT = 500;

    private static final int MOST_VARIANTS = 256;
    private static final long MOST_PICTURE_BYTES = 16L << 20;

    /** A result and what was said of the same request, before it and after it. */
    private record Answered(FusedResult result, Instant at, long nanos, Map<String, TopKResult> said) {}

    private final Map<RequestId, Answered> results = new LinkedHashMap<>();
    /** What was said of requests that have no result yet. */
    private final Map<RequestId, Map<String, TopKResult>> open = new LinkedHashMap<>();

    /** By the id in hexadecimal: a truth does not name the kind of the id. */
    private final Map<String, String> truths = new LinkedHashMap<>();

    private final Map<RequestId, byte[]> pictures = new LinkedHashMap<>();
    private final MemoryBudget.Share resultMemory;
    private final MemoryBudget.Share openMemory;
    private long pictureBytes;
    private int most = 1;

    /** @param history for results and what was said, without pictures; this takes 70 percent of it */
    RequestHistory(MemoryBudget history) {
        this.resultMemory = history.share("results", 50);
        this.openMemory = history.share("open", 20);
    }

    private static long bytes(Map<String, TopKResult> said) {
        long bytes = 0;
        for (Map.Entry<String, TopKResult> one : said.entrySet()) {
            bytes += RetainedSize.of(one.getKey()) + RetainedSize.of(one.getValue());
        }
        return bytes;
    }

    /** Keeps so many results from now on. */
    synchronized void setMost(int number) {
        most = number;
        forget();
    }

    /** @param receivedNanos when it came, by {@link System#nanoTime()} */
    synchronized void said(String variant, TopKResult said, long receivedNanos) {
        Answered last = results.get(said.id());
        boolean isOpen = last == null || isOfLaterRequest(variant, said, receivedNanos, last);
        Map<String, TopKResult> ofRequest =
                isOpen ? open.computeIfAbsent(said.id(), first -> new TreeMap<>()) : last.said();
        if (ofRequest.size() < MOST_VARIANTS || ofRequest.containsKey(variant)) {
            long before = bytes(ofRequest);
            ofRequest.put(variant, said);
            (isOpen ? openMemory : resultMemory).add(bytes(ofRequest) - before);
            notifyAll();
        }
        forget();
    }

    /**
     * Whether a Top-k result belongs to a request that came after the answer: its variant has answered the answered request already,
     * or received this one after the answer had come, which can be only with an id that is derived from the picture.
     */
    private static boolean isOfLaterRequest(String variant, TopKResult said, long receivedNanos, Answered last) {
        TopKResult before = last.said().get(variant);
        if (before != null) {
            return !before.equals(said);
        }
        return said.id().isDerived() && receivedNanos - said.age().toNanos() - last.nanos() > 0;
    }

    /**
     * @param at when it came, by this machine's clock
     * @param receivedNanos the same by {@link System#nanoTime()}
     */
    synchronized void answered(FusedResult result, Instant at, long receivedNanos) {
        Answered before = removeResult(result.id());
        Map<String, TopKResult> said = removeOpen(result.id());
        if (said == null) {
            boolean sameRequest =
                    before != null && receivedNanos - result.latency().toNanos() - before.nanos() <= 0;
            said = sameRequest ? before.said() : new TreeMap<>();
        }
        results.put(result.id(), new Answered(result, at, receivedNanos, said));
        resultMemory.add(RetainedSize.of(result) + bytes(said));
        notifyAll();
        forget();
    }

    synchronized void truth(GroundTruth truth) {
        truths.put(truth.id().toString(), truth.label());
        while (truths.size() > most + MOST_WITHOUT_RESULT) {
            truths.remove(truths.keySet().iterator().next());
        }
    }

    synchronized void picture(RequestId id, byte[] picture) {
        byte[] before = pictures.put(id, picture);
        pictureBytes += picture.length - (before == null ? 0 : before.length);
        forget();
    }

    private void forget() {
        while (results.size() > most || resultMemory.isOver() && results.size() > 1) {
            if (results.size() <= most) {
                resultMemory.drop(0);
            }
            RequestId eldest = results.keySet().iterator().next();
            removeResult(eldest);
            truths.remove(eldest.toString());
            removePicture(eldest);
        }
        while (open.size() > MOST_WITHOUT_RESULT || openMemory.isOver() && open.size() > 1) {
            removeOpen(open.keySet().iterator().next());
            openMemory.drop(0);
        }
        while (pictures.size() > most || pictureBytes > MOST_PICTURE_BYTES && pictures.size() > 1) {
            removePicture(pictures.keySet().iterator().next());
        }
    }

    private Answered removeResult(RequestId id) {
        Answered removed = results.remove(id);
        if (removed != null) {
            resultMemory.add(-RetainedSize.of(removed.result()) - bytes(removed.said()));
        }
        return removed;
    }

    private Map<String, TopKResult> removeOpen(RequestId id) {
        Map<String, TopKResult> removed = open.remove(id);
        if (removed != null) {
            openMemory.add(-bytes(removed));
        }
        return removed;
    }

    private void removePicture(RequestId id) {
        byte[] removed = pictures.remove(id);
        pictureBytes -= removed == null ? 0 : removed.length;
    }

    /** The last results, the newest first. */
    synchronized List<SeenResult> results(int atMost) {
        List<RequestId> ids = new ArrayList<>(results.keySet());
        Collections.reverse(ids);
        return ids.stream().limit(atMost).map(this::seen).toList();
    }

    /** A result, if it is remembered. */
    synchronized Optional<SeenResult> result(RequestId id) {
        return results.containsKey(id) ? Optional.of(seen(id)) : Optional.empty();
    }

    private SeenResult seen(RequestId id) {
        Answered answered = results.get(id);
        return new SeenResult(
                answered.result(),
                answered.at(),
                SortedCopies.map(answered.said()),
                pictures.containsKey(id),
                Optional.ofNullable(truths.get(id.toString())));
    }

    /** What variants have said of the request of an answer, once some have or the time is over. */
    synchronized Map<String, TopKResult> awaitSaid(FusedResult answer, Set<String> variants, Duration atMost)
            throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        long left = atMost.toNanos();
        while (left > 0 && !said(answer).keySet().containsAll(variants)) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = until - System.nanoTime();
        }
        return SortedCopies.map(said(answer));
    }

    /** An answer that was asked for here may come before its copy on the result topic. */
    private Map<String, TopKResult> said(FusedResult answer) {
        Answered answered = results.get(answer.id());
        return answered != null && answered.result().equals(answer)
                ? answered.said()
                : open.getOrDefault(answer.id(), Map.of());
    }

    /** A picture, if it is remembered; not to be changed. */
    synchronized Optional<byte[]> picture(RequestId id) {
        return Optional.ofNullable(pictures.get(id));
    }

    synchronized void clear() {
        results.clear();
        open.clear();
        truths.clear();
        pictures.clear();
        resultMemory.add(-resultMemory.used());
        openMemory.add(-openMemory.used());
        pictureBytes = 0;
    }
}
