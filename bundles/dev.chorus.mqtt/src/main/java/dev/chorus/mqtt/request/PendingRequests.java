package dev.chorus.mqtt.request;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.RequestId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Tracks the requests without an answer, by every id that the answer may carry. One answer may complete several
 * requests: a broker that drops Correlation Data leaves equal pictures with equal ids. Thread-safe; futures are
 * completed outside the lock.
 */
final class PendingRequests {

    private record Pending(CompletableFuture<Response> reply, long askedNanos) {}

    private final Map<RequestId, List<Pending>> byId = new HashMap<>();

    /** Adds a request; it is removed as soon as its future completes, for whatever reason. */
    CompletableFuture<Response> open(List<RequestId> ids, long askedNanos) {
        Pending request = new Pending(new CompletableFuture<>(), askedNanos);
        synchronized (this) {
            ids.forEach(id -> byId.computeIfAbsent(id, any -> new ArrayList<>()).add(request));
        }
        request.reply().whenComplete((reply, problem) -> remove(ids, request));
        return request.reply();
    }

    /** Completes the requests that this result answers; does nothing if there are none. */
    void answer(FusedResult result, long arrivedNanos) {
        List<Pending> answered;
        synchronized (this) {
            answered = List.copyOf(byId.getOrDefault(result.id(), List.of()));
        }
        answered.forEach(request ->
                request.reply().complete(new Response(result, Duration.ofNanos(arrivedNanos - request.askedNanos()))));
    }

    /** Cancels all requests. */
    void cancel() {
        List<Pending> unanswered = new ArrayList<>();
        synchronized (this) {
            byId.values().forEach(unanswered::addAll);
        }
        unanswered.forEach(request -> request.reply().cancel(false));
    }

    private synchronized void remove(List<RequestId> ids, Pending request) {
        for (RequestId id : ids) {
            byId.computeIfPresent(id, (any, requests) -> {
                requests.remove(request);
                return requests.isEmpty() ? null : requests;
            });
        }
    }
}
