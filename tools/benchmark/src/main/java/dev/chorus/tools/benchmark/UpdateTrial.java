package dev.chorus.tools.benchmark;

import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.request.NoAggregatorException;
import dev.chorus.tools.benchmark.rig.Rig;
import dev.chorus.tools.benchmark.rig.Stream;
import dev.chorus.tools.benchmark.rig.Stream.Asked;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Changes something on gateways while pictures come, and counts what becomes of the requests. Used by one thread. */
final class UpdateTrial implements AutoCloseable {

    static final int RATE_PER_SECOND = 20;

    private static final int STEADY_SECONDS = 5;
    /** Longer than the deadline of the requests. */
    private static final int AFTERWARDS_SECONDS = 7;

    private final Rig rig;
    private final MqttLink listener;
    /** How often each request was answered on the result topic. */
    private final Map<RequestId, Integer> results = new ConcurrentHashMap<>();

    /** What is changed. */
    @FunctionalInterface
    interface Change {

        /** Returns once all is back. */
        void make() throws IOException, InterruptedException;
    }

    /**
     * What became of the requests from some seconds before a change to some seconds after it.
     *
     * @param requests all of them
     * @param negative those with a negative answer, by outcome
     * @param noAggregator those whose requester reported that no aggregator was in service
     * @param nothing those with neither answer nor notice
     * @param doubled those that were answered more than once
     * @param steady latencies of answers before the change, in microseconds
     * @param during latencies of answers from the begin of the change on, in microseconds
     * @param tookMillis how long the change took
     */
    record Result(
            long requests,
            Map<String, Long> negative,
            long noAggregator,
            long nothing,
            long doubled,
            Histogram steady,
            Histogram during,
            double tookMillis) {

        long negatives() {
            return negative.values().stream().mapToLong(number -> number).sum();
        }

        @Override
        public String toString() {
            return "%d requests, negative %s, no aggregator %d, nothing %d, doubled %d, p99 %.0f ms, took %.0f ms"
                    .formatted(
                            requests,
                            negative,
                            noAggregator,
                            nothing,
                            doubled,
                            during.getValueAtPercentile(99) / 1e3,
                            tookMillis);
        }
    }

    UpdateTrial(Rig rig) throws InterruptedException {
        this.rig = rig;
        listener = MqttLink.create(rig.client("bench-results"), any -> {});
        listener.subscribe(rig.topics().result(), 1, this::count);
        listener.start();
    }

    private void count(Delivery delivery) {
        try {
            results.merge(FusedResultJson.decode(delivery.payload()).id(), 1, Integer::sum);
        } catch (MalformedPayloadException e) {
            throw new IllegalStateException(e);
        }
    }

    Result run(Change change) throws IOException, InterruptedException {
        results.clear();
        long began = System.nanoTime();
        Stream stream = new Stream(rig.requester(), RATE_PER_SECOND);
        long changing;
        long changed;
        try (stream) {
            TimeUnit.SECONDS.sleep(STEADY_SECONDS);
            changing = System.nanoTime();
            change.make();
            changed = System.nanoTime();
            TimeUnit.SECONDS.sleep(AFTERWARDS_SECONDS);
        }
        List<Asked> all = stream.all();
        Map<String, Long> negative = new TreeMap<>();
        all.stream()
                .filter(one -> one.reply() != null && !one.isAnswered())
                .forEach(one -> negative.merge(one.reply().result().outcome().wireName(), 1L, Long::sum));
        long noAggregator = all.stream().filter(UpdateTrial::hasNoAggregator).count();
        return new Result(
                all.size(),
                negative,
                noAggregator,
                all.stream().filter(one -> one.reply() == null).count() - noAggregator,
                results.values().stream().filter(times -> times > 1).count(),
                Stream.latencies(stream.between(began, changing)),
                Stream.latencies(stream.between(changing, System.nanoTime())),
                (changed - changing) / 1e6);
    }

    private static boolean hasNoAggregator(Asked asked) {
        return asked.problem() instanceof NoAggregatorException;
    }

    @Override
    public void close() {
        listener.close();
    }
}
