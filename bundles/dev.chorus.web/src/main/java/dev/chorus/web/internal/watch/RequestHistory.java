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
 * Holds the latest results with their Top-k results, ground truths and pictures. Bounded in number and in bytes. Safe
 * for any thread.
 *
 * <p>A picture that is sent again may have the same id as before ({@code docs/protocol.md}, "The request id"). Top-k
 * results of the earlier request stay with the earlier answer and are never shown with the later one.
 */
final class RequestHistory {

    /** Maximum number of requests without a fused result: Top-k results arrive before it. */
    private static final int MAX_WITHOUT_RESULT = 500;

    private static final int MAX_VARIANTS = 256;
    private static final long MAX_PICTURE_BYTES = 16L << 20;

    /** A fused result and the Top-k results of the same request, from before and after it. */
    private record Answered(FusedResult result, Instant at, long nanos, Map<String, TopKResult> topK) {}

    private final Map<RequestId, Answered> results = new LinkedHashMap<>();
    /** Top-k results of requests that have no fused result yet. */
    private final Map<RequestId, Map<String, TopKResult>> open = new LinkedHashMap<>();

    /** By the id in hexadecimal: a ground truth does not contain the kind of the id. */
    private final Map<String, String> truths = new LinkedHashMap<>();

    private final Map<RequestId, byte[]> pictures = new LinkedHashMap<>();
    private final MemoryBudget.Share resultMemory;
    private final MemoryBudget.Share openMemory;
    private long pictureBytes;
    private int maxResults = 1;

    /** @param history memory for results and Top-k results, without pictures; 70 percent of it are used */
    RequestHistory(MemoryBudget history) {
        this.resultMemory = history.share("results", 50);
        this.openMemory = history.share("open", 20);
    }

    private static long bytes(Map<String, TopKResult> topK) {
        long bytes = 0;
        for (Map.Entry<String, TopKResult> one : topK.entrySet()) {
            bytes += RetainedSize.of(one.getKey()) + RetainedSize.of(one.getValue());
        }
        return bytes;
    }

    /** Sets the maximum number of results. */
    synchronized void setMaxResults(int number) {
        maxResults = number;
        evict();
    }

    /** @param receivedNanos when it arrived, by {@link System#nanoTime()} */
    synchronized void received(String variant, TopKResult result, long receivedNanos) {
        Answered last = results.get(result.id());
        boolean isOpen = last == null || isOfLaterRequest(variant, result, receivedNanos, last);
        Map<String, TopKResult> ofRequest =
                isOpen ? open.computeIfAbsent(result.id(), first -> new TreeMap<>()) : last.topK();
        if (ofRequest.size() < MAX_VARIANTS || ofRequest.containsKey(variant)) {
            long before = bytes(ofRequest);
            ofRequest.put(variant, result);
            (isOpen ? openMemory : resultMemory).add(bytes(ofRequest) - before);
            notifyAll();
        }
        evict();
    }

    /**
     * Returns whether a Top-k result belongs to a request after the answered one: its variant has answered the
     * answered request already, or received this one after the answer arrived, which is possible only with an id that
     * is derived from the picture.
     */
    private static boolean isOfLaterRequest(String variant, TopKResult result, long receivedNanos, Answered last) {
        TopKResult before = last.topK().get(variant);
        if (before != null) {
            return !before.equals(result);
        }
        return result.id().isDerived() && receivedNanos - result.age().toNanos() - last.nanos() > 0;
    }

    /**
     * @param at when it arrived, by this machine's clock
     * @param receivedNanos the same by {@link System#nanoTime()}
     */
    synchronized void answered(FusedResult result, Instant at, long receivedNanos) {
        Answered before = removeResult(result.id());
        Map<String, TopKResult> topK = removeOpen(result.id());
        if (topK == null) {
            boolean sameRequest =
                    before != null && receivedNanos - result.latency().toNanos() - before.nanos() <= 0;
            topK = sameRequest ? before.topK() : new TreeMap<>();
        }
        results.put(result.id(), new Answered(result, at, receivedNanos, topK));
        resultMemory.add(RetainedSize.of(result) + bytes(topK));
        notifyAll();
        evict();
    }

    synchronized void truth(GroundTruth truth) {
        truths.put(truth.id().toString(), truth.label());
        while (truths.size() > maxResults + MAX_WITHOUT_RESULT) {
            truths.remove(truths.keySet().iterator().next());
        }
    }

    synchronized void picture(RequestId id, byte[] picture) {
        byte[] before = pictures.put(id, picture);
        pictureBytes += picture.length - (before == null ? 0 : before.length);
        evict();
    }

    private void evict() {
        while (results.size() > maxResults || resultMemory.isOver() && results.size() > 1) {
            if (results.size() <= maxResults) {
                resultMemory.drop(0);
            }
            RequestId oldest = results.keySet().iterator().next();
            removeResult(oldest);
            truths.remove(oldest.toString());
            removePicture(oldest);
        }
        while (open.size() > MAX_WITHOUT_RESULT || openMemory.isOver() && open.size() > 1) {
            removeOpen(open.keySet().iterator().next());
            openMemory.drop(0);
        }
        while (pictures.size() > maxResults || pictureBytes > MAX_PICTURE_BYTES && pictures.size() > 1) {
            removePicture(pictures.keySet().iterator().next());
        }
    }

    private Answered removeResult(RequestId id) {
        Answered removed = results.remove(id);
        if (removed != null) {
            resultMemory.add(-RetainedSize.of(removed.result()) - bytes(removed.topK()));
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

    /** Returns the latest results, the newest first. */
    synchronized List<SeenResult> results(int atMost) {
        List<RequestId> ids = new ArrayList<>(results.keySet());
        Collections.reverse(ids);
        return ids.stream().limit(atMost).map(this::seen).toList();
    }

    /** Returns a result if it is in memory. */
    synchronized Optional<SeenResult> result(RequestId id) {
        return results.containsKey(id) ? Optional.of(seen(id)) : Optional.empty();
    }

    private SeenResult seen(RequestId id) {
        Answered answered = results.get(id);
        return new SeenResult(
                answered.result(),
                answered.at(),
                SortedCopies.map(answered.topK()),
                pictures.containsKey(id),
                Optional.ofNullable(truths.get(id.toString())));
    }

    /**
     * Returns the Top-k results of the request of an answer, once the given variants have one or the time is over.
     */
    synchronized Map<String, TopKResult> awaitTopK(FusedResult answer, Set<String> variants, Duration atMost)
            throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        long left = atMost.toNanos();
        while (left > 0 && !topK(answer).keySet().containsAll(variants)) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = until - System.nanoTime();
        }
        return SortedCopies.map(topK(answer));
    }

    /** Returns the results so far: an answer to a request from here may arrive before its copy on the result topic. */
    private Map<String, TopKResult> topK(FusedResult answer) {
        Answered answered = results.get(answer.id());
        return answered != null && answered.result().equals(answer)
                ? answered.topK()
                : open.getOrDefault(answer.id(), Map.of());
    }

    /** Returns a picture if it is in memory; not to be modified. */
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
