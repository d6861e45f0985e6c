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
 * The questions that wait for their answer, by every id that the answer may carry. One answer may end several questions: a
 * broker that drops Correlation Data leaves equal pictures with equal ids. Guarded by itself; replies are completed outside of
 * the lock.
 */
final class PendingRequests {

    private record Question(CompletableFuture<Response> reply, long askedNanos) {}

    private final Map<RequestId, List<Question>> byId = new HashMap<>();

    /** Opens a question; it is forgotten as soon as its reply is complete, for whatever reason. */
    CompletableFuture<Response> open(List<RequestId> ids, long askedNanos) {
        Question question = new Question(new CompletableFuture<>(), askedNanos);
        synchronized (this) {
            ids.forEach(id -> byId.computeIfAbsent(id, any -> new ArrayList<>()).add(question));
        }
        question.reply().whenComplete((reply, problem) -> forget(ids, question));
        return question.reply();
    }

    /** Ends the questions that this result answers; does nothing if there are none. */
    void answer(FusedResult result, long arrivedNanos) {
        List<Question> answered;
        synchronized (this) {
            answered = List.copyOf(byId.getOrDefault(result.id(), List.of()));
        }
        answered.forEach(question -> question.reply()
                .complete(new Response(result, Duration.ofNanos(arrivedNanos - question.askedNanos()))));
    }

    /** Ends all questions without an answer. */
    void cancel() {
        List<Question> left = new ArrayList<>();
        synchronized (this) {
            byId.values().forEach(left::addAll);
        }
        left.forEach(question -> question.reply().cancel(false));
    }

    private synchronized void forget(List<RequestId> ids, Question question) {
        for (RequestId id : ids) {
            byId.computeIfPresent(id, (any, questions) -> {
                questions.remove(question);
                return questions.isEmpty() ? null : questions;
            });
        }
    }
}
