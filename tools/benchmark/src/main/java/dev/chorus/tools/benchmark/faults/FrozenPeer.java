package dev.chorus.tools.benchmark.faults;

import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.tools.benchmark.rig.Rig;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * The other end of connections stops reading and keeps them open: those of two variants, and of a client in the middle of writing more than
 * any buffer takes. New connections work. All must notice by their keep-alive, connect again and send what was not acknowledged, while
 * the old connections still stand.
 */
final class FrozenPeer implements Scenario {

    /** Far more than the buffers of a connection on the loopback interface take. */
    private static final int PUBLICATIONS = 32;

    private static final int BYTES = 1 << 20;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(2);

    /** Twice the keep-alive of gateways, and time to connect again on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "frozen-peer";
    }

    @Override
    public String description() {
        return "the connections of two of four variants, and of a client that is writing "
                + PUBLICATIONS * BYTES / (1 << 20)
                + " MiB, are no longer read by their peer and stay open; takes a minute";
    }

    @Override
    public int variantsOnBadPaths() {
        return 2;
    }

    @Override
    public void inject(ScenarioGateways fleet, Duration time) throws IOException, InterruptedException {
        FaultyProxy path = fleet.faultyProxy();
        CountDownLatch connected = new CountDownLatch(1);
        LinkSettings settings = fleet.rig()
                .settings("frozen-writer", path.url())
                .keepAlive(KEEP_ALIVE)
                .buffer(PUBLICATIONS, 2L * PUBLICATIONS * BYTES)
                .build();
        MqttLink writer = MqttLink.create(settings, any -> connected.countDown());
        try (writer) {
            writer.start();
            if (!connected.await(Rig.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("the writing client does not connect: " + writer.state());
            }
            int frozen = path.freeze();
            CompletableFuture<Void> written = write(writer, fleet.rig().topics().root() + "/frozen");
            await("the writing client to send everything on another connection", written);
            path.awaitConnections(frozen, PATIENCE);
            fleet.awaitWhole();
        } finally {
            path.thaw();
        }
    }

    private static CompletableFuture<Void> write(MqttLink writer, String topic) {
        return CompletableFuture.allOf(IntStream.range(0, PUBLICATIONS)
                .mapToObj(number -> writer.publish(Publication.atLeastOnce(topic, new byte[BYTES])))
                .toArray(CompletableFuture[]::new));
    }

    private static void await(String what, CompletableFuture<Void> event) throws IOException, InterruptedException {
        try {
            event.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("waited " + PATIENCE.toSeconds() + " s for " + what, e);
        }
    }
}
