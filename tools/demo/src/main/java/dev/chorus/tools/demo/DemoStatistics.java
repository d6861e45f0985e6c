package dev.chorus.tools.demo;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.mqtt.request.Response;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Current state of the demo. Thread-safe, guarded by itself. */
final class DemoStatistics {

    /** Maximum number of recent pictures in a snapshot. */
    static final int RECENT = 20;

    private static final String STARTING = "starting";
    private static final String KILLED = "killed";

    private final LabelSet labels;
    private final Map<RequestId, Asked> asked = new HashMap<>();
    private final Map<GatewayPlan, String> states = new LinkedHashMap<>();
    private final Set<GatewayPlan> everKilled = new HashSet<>();
    private final Map<String, AnswerTally> variants = new LinkedHashMap<>();
    private final AnswerTally fused = new AnswerTally();
    private final AnswerTally degraded = new AnswerTally();
    private final Deque<PictureRow> recent = new ArrayDeque<>();
    private int sent;
    private int done;
    private int topKBytes;

    /**
     * Creates statistics in which all gateways are starting.
     *
     * @param labels labels of the family; the position is the class index
     */
    DemoStatistics(LabelSet labels, List<GatewayPlan> gateways) {
        this.labels = labels;
        for (GatewayPlan gateway : gateways) {
            states.put(gateway, STARTING);
            gateway.variant().ifPresent(variant -> variants.putIfAbsent(variant, new AnswerTally()));
        }
    }

    /**
     * Snapshot for views and the report.
     *
     * @param sent number of requested pictures
     * @param done number of pictures answered or given up
     * @param topKBytes largest payload of a Top-k result, 0 without any
     * @param fused statistics of all answers
     * @param degraded statistics of the degraded answers
     * @param variants by id: the statistics of each variant on its own
     * @param gateways rows in the order of the plan
     * @param recent last pictures, oldest first
     */
    record Snapshot(
            int sent,
            int done,
            int topKBytes,
            AnswerFigures fused,
            AnswerFigures degraded,
            Map<String, AnswerFigures> variants,
            List<GatewayRow> gateways,
            List<PictureRow> recent) {}

    synchronized void starting(GatewayPlan gateway) {
        states.put(gateway, STARTING);
    }

    synchronized void killed(GatewayPlan gateway) {
        states.put(gateway, KILLED);
        everKilled.add(gateway);
    }

    /** Records an instance's status; ignored for a killed instance until it is started again. */
    synchronized void status(Status status) {
        states.replaceAll((gateway, state) ->
                gateway.instance().equals(status.id()) && gateway.kind() == status.kind() && !isIgnored(state, status)
                        ? status.state().wireName()
                        : state);
    }

    private static boolean isIgnored(String state, Status status) {
        return state.equals(KILLED)
                || (state.equals(STARTING) && !status.state().isAwaited());
    }

    /** Registers a request before it is published; its answers may carry any of the ids. */
    synchronized void asking(List<RequestId> ids, Asked picture) {
        sent++;
        ids.forEach(id -> asked.put(id, picture));
    }

    /** Records a variant's result. */
    synchronized void topK(String variant, TopKResult result, int bytes, long receivedNanos) {
        Asked picture = asked.get(result.id());
        AnswerTally tally = variants.get(variant);
        if (picture == null || tally == null || result.isRefusal()) {
            return;
        }
        topKBytes = Math.max(topKBytes, bytes);
        boolean right = result.topK().classAt(0) == picture.truth();
        tally.add(right, Duration.ofNanos(receivedNanos - picture.askedNanos()));
    }

    /** Records a reply; returns the row to show. */
    synchronized PictureRow reply(Asked picture, Response reply) {
        FusedResult result = reply.result();
        if (!reply.isAnswered()) {
            return lost(picture, result.outcome().wireName(), reply.latency());
        }
        FusedResult.RankedLabel first = result.labels().get(0);
        PictureRow row = new PictureRow(
                picture.number(),
                labels.label(picture.truth()),
                first.label(),
                true,
                first.score(),
                result.contributors().size(),
                result.contributors().size() + result.missing().size(),
                result.closedBy().isEarly(),
                result.degraded(),
                reply.latency());
        fused.add(row.isRight(), reply.latency());
        if (result.degraded()) {
            degraded.add(row.isRight(), reply.latency());
        }
        return remember(row);
    }

    /** Records a missing answer; returns the row to show. */
    synchronized PictureRow lost(Asked picture, String why, Duration after) {
        return remember(new PictureRow(
                picture.number(), labels.label(picture.truth()), why, false, 0, 0, 0, false, false, after));
    }

    private PictureRow remember(PictureRow row) {
        done++;
        recent.add(row);
        if (recent.size() > RECENT) {
            recent.remove();
        }
        return row;
    }

    synchronized Snapshot snapshot() {
        Map<String, AnswerFigures> variantFigures = new LinkedHashMap<>();
        variants.forEach((variant, tally) -> variantFigures.put(variant, tally.figures()));
        List<GatewayRow> rows = states.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
        return new Snapshot(
                sent, done, topKBytes, fused.figures(), degraded.figures(), variantFigures, rows, List.copyOf(recent));
    }

    private GatewayRow row(GatewayPlan gateway, String state) {
        AnswerTally tally = gateway.variant().map(variants::get).orElse(fused);
        return new GatewayRow(gateway.name(), gateway.variant(), state, everKilled.contains(gateway), tally.figures());
    }
}
