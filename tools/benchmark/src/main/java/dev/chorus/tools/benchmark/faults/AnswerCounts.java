package dev.chorus.tools.benchmark.faults;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.mqtt.api.Delivery;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Counts the answers on a family's result topic, by request. Thread-safe. */
final class AnswerCounts {

    private final Map<RequestId, Integer> answers = new HashMap<>();

    /** Counts a message on the result topic. A message that the broker or a link sends another time is no other answer. */
    synchronized void accept(Delivery delivery) {
        try {
            FusedResult result = FusedResultJson.decode(delivery.payload());
            if (delivery.duplicate() || delivery.properties().isResent()) {
                answers.putIfAbsent(result.id(), 1);
            } else {
                answers.merge(result.id(), 1, Integer::sum);
            }
        } catch (MalformedPayloadException e) {
            // The scenario "rubbish" publishes these on purpose.
        }
    }

    /**
     * Returns how many answers came beyond the first to each request.
     *
     * @param chosen ids that requesters chose. An id that was derived from a picture is not among them: it is answered once
     *     for each time that the picture is published ({@code docs/protocol.md}, "The request id"), and random bytes, which have
     *     such ids, repeat themselves where they are short
     */
    synchronized long beyondTheFirst(Collection<RequestId> chosen) {
        return chosen.stream()
                .mapToLong(id -> Math.max(0, answers.getOrDefault(id, 0) - 1))
                .sum();
    }
}
