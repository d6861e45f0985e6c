package dev.chorus.mqtt;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.LinkSettingsBuilder;
import dev.chorus.mqtt.api.LinkState.Phase;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.testing.Await;
import dev.chorus.mqtt.testing.LinkThreads;
import dev.chorus.mqtt.testing.ScriptedBroker;
import dev.chorus.mqtt.testing.WatchedLink;
import dev.chorus.tools.broker.LoopbackKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer that stops reading while the link writes, and keeps the connection open. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FrozenPeerTest {

    /** Far more than the buffers of a connection hold. */
    private static final int PUBLICATIONS = 32;

    private static final int BYTES = 1 << 20;

    private static SSLContext tls;

    private final CountDownLatch thawed = new CountDownLatch(1);

    @AfterEach
    void thaw() {
        thawed.countDown();
    }

    @BeforeAll
    static void makeKey(@TempDir Path folder) throws Exception {
        tls = LoopbackKey.make(folder).context();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtt", "mqtts"})
    void publish_toAPeerThatStopsReading_isSentOnTheNextConnection(String scheme) throws Exception {
        try (ScriptedBroker broker = broker(scheme);
                WatchedLink link = link(scheme, broker, settings -> settings.keepAlive(Duration.ofSeconds(1)))) {
            // when
            CompletableFuture<Void> all = fill(link);

            // then
            all.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtt", "mqtts"})
    void close_whileThePeerHasStoppedReading_endsAndLeavesNoThread(String scheme) {
        LinkThreads threads = LinkThreads.before();
        try (ScriptedBroker broker = broker(scheme);
                WatchedLink link = link(scheme, broker, settings -> settings.keepAlive(Duration.ofHours(1)))) {
            // given
            fill(link);
            threads.awaitBlockedWriter();

            // when
            assertTimeoutPreemptively(Await.PATIENCE, () -> link.link().close());

            // then
            threads.awaitEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtt", "mqtts"})
    void renew_whileThePeerHasStoppedReading_connectsAgain(String scheme) throws Exception {
        LinkThreads threads = LinkThreads.before();
        try (ScriptedBroker broker = broker(scheme);
                WatchedLink link = link(scheme, broker, settings -> settings.keepAlive(Duration.ofHours(1)))) {
            // given
            CompletableFuture<Void> all = fill(link);
            threads.awaitBlockedWriter();

            // when
            link.link().renew();

            // then
            all.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Freezes the first connection and serves all others. */
    private ScriptedBroker broker(String scheme) {
        ServerSocketFactory factory =
                scheme.equals("mqtts") ? tls.getServerSocketFactory() : ServerSocketFactory.getDefault();
        return new ScriptedBroker(factory, peer -> {
            peer.acceptConnect();
            if (peer.number() == 1) {
                awaitThaw();
            } else {
                peer.answerAll();
            }
        });
    }

    private void awaitThaw() {
        try {
            thawed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static WatchedLink link(
            String scheme, ScriptedBroker broker, UnaryOperator<LinkSettingsBuilder> particular) {
        LinkSettingsBuilder settings = LinkSettings.builder(
                        scheme + "://127.0.0.1:" + broker.port(), "frozen-" + broker.port())
                .socketFactory(tls.getSocketFactory())
                .backoff(Duration.ofMillis(20), Duration.ofMillis(200))
                .buffer(PUBLICATIONS, 2L * PUBLICATIONS * BYTES);
        WatchedLink link = WatchedLink.started(particular.apply(settings).build(), ready -> {});
        link.awaitPhase(Phase.CONNECTED);
        return link;
    }

    private static CompletableFuture<Void> fill(WatchedLink link) {
        return CompletableFuture.allOf(IntStream.range(0, PUBLICATIONS)
                .mapToObj(number -> link.link().publish(Publication.atLeastOnce("large", new byte[BYTES])))
                .toArray(CompletableFuture[]::new));
    }
}
