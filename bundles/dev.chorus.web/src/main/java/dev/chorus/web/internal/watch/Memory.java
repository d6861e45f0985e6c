package dev.chorus.web.internal.watch;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.protocol.Truth;
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
 * What is remembered of the last requests: results, what each variant said, pictures. Bounded in number, and pictures in bytes too.
 * Safe for any thread.
 */
final class Memory {

    /** Frames come before their results; of so many requests they are kept without one. */
    private static final int MOST_WITHOUT_RESULT = 500;

    private static final int MOST_VARIANTS = 256;
    private static final long MOST_PICTURE_BYTES = 16L << 20;

    private record Answered(FusedResult result, Instant at) {}

    private final Map<RequestId, Answered> results = new LinkedHashMap<>();
    private final Map<RequestId, Map<String, TopKResult>> said = new LinkedHashMap<>();
    private final Map<RequestId, String> truths = new LinkedHashMap<>();
    private final Map<RequestId, byte[]> pictures = new LinkedHashMap<>();
    private long pictureBytes;
    private int most = 1;

    /** Keeps so many results from now on. */
    synchronized void setMost(int number) {
        most = number;
        forget();
    }

    synchronized void said(String variant, TopKResult result) {
        Map<String, TopKResult> ofRequest = said.computeIfAbsent(result.id(), first -> new TreeMap<>());
        if (ofRequest.size() < MOST_VARIANTS) {
            ofRequest.putIfAbsent(variant, result);
            notifyAll();
        }
        forget();
    }

    synchronized void answered(FusedResult result, Instant at) {
        results.remove(result.id());
        results.put(result.id(), new Answered(result, at));
        forget();
    }

    synchronized void truth(Truth truth) {
        truths.put(truth.id(), truth.label());
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
        while (results.size() > most) {
            RequestId eldest = results.keySet().iterator().next();
            results.remove(eldest);
            said.remove(eldest);
            truths.remove(eldest);
            removePicture(eldest);
        }
        while (said.size() > most + MOST_WITHOUT_RESULT) {
            said.remove(said.keySet().iterator().next());
        }
        while (pictures.size() > most || pictureBytes > MOST_PICTURE_BYTES && pictures.size() > 1) {
            removePicture(pictures.keySet().iterator().next());
        }
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
                Map.copyOf(said.getOrDefault(id, Map.of())),
                pictures.containsKey(id),
                Optional.ofNullable(truths.get(id)));
    }

    /** What variants have said of a request, once some have or the time is over. */
    synchronized Map<String, TopKResult> awaitSaid(RequestId id, Set<String> variants, Duration atMost)
            throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        long left = atMost.toNanos();
        while (left > 0 && !said.getOrDefault(id, Map.of()).keySet().containsAll(variants)) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = until - System.nanoTime();
        }
        return Map.copyOf(said.getOrDefault(id, Map.of()));
    }

    /** A picture, if it is remembered; not to be changed. */
    synchronized Optional<byte[]> picture(RequestId id) {
        return Optional.ofNullable(pictures.get(id));
    }

    synchronized void clear() {
        results.clear();
        said.clear();
        truths.clear();
        pictures.clear();
        pictureBytes = 0;
    }
}
