package dev.chorus.tools.benchmark.pipeline;

import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.tools.benchmark.rig.Rig;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Publishes what the variants of a simulated family say, all for one connection, and as soon as a fused result comes for another
 * request. For one thread; fused results are counted on the link's.
 */
final class FrameSource implements AutoCloseable {

    /** Enough for the aggregator never to wait, and not too many for buffers on the way. */
    private static final int FRAMES_UNDER_WAY = 640;

    private static final long PATIENCE_SECONDS = 20;

    private final Rig rig;
    private final SimulatedFamily family;
    private final MqttLink link;
    private final Semaphore room;
    private final int mostRequests;
    private final AtomicLong fused = new AtomicLong();
    private long number = System.nanoTime();

    /** Says that all variants are there. */
    FrameSource(Rig rig, SimulatedFamily family) throws InterruptedException {
        this.rig = rig;
        this.family = family;
        mostRequests = Math.max(4, FRAMES_UNDER_WAY / family.size());
        room = new Semaphore(mostRequests);
        LinkSettings settings = rig.client("frames");
        link = MqttLink.create(settings, any -> {});
        link.subscribe(rig.topics().result(), 1, answer -> {
            fused.incrementAndGet();
            room.release();
        });
        link.start();
        tell(State.ONLINE);
    }

    private void tell(State state) {
        for (int variant = 0; variant < family.size(); variant++) {
            Status status = family.status(variant, state);
            link.publish(new Publication(
                    rig.topics().status(Status.Kind.VARIANT, status.id()),
                    StatusJson.encode(status),
                    1,
                    true,
                    MessageProperties.EMPTY));
        }
    }

    /**
     * Publishes for some time, and waits for the fused results of all.
     *
     * @return Top-k results a second
     * @throws IOException if fused results fail to come
     */
    double run(int seconds) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long before = fused.get();
        while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(seconds)) {
            acquire(1);
            number++;
            for (int variant = 0; variant < family.size(); variant++) {
                link.publish(Publication.atLeastOnce(
                        rig.topics().topK(family.variant(variant)), family.frame(variant, number)));
            }
        }
        acquire(mostRequests);
        double rate = (fused.get() - before) * family.size() / ((System.nanoTime() - begin) / 1e9);
        room.release(mostRequests);
        return rate;
    }

    private void acquire(int requests) throws IOException, InterruptedException {
        if (!room.tryAcquire(requests, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException(
                    "fused results fail to come: " + rig.counters().get(Rig.AGGREGATOR));
        }
    }

    /** Says that no variant is there any more. */
    @Override
    public void close() {
        tell(State.STOPPED);
        Status last = family.status(family.size() - 1, State.STOPPED);
        link.close(
                Publication.atLeastOnce(rig.topics().status(Status.Kind.VARIANT, last.id()), StatusJson.encode(last)));
    }
}
