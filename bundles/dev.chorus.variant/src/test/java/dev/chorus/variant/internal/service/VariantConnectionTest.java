package dev.chorus.variant.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Serving;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.mqtt.api.LinkListener;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.service.LinkProperties;
import dev.chorus.variant.internal.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class VariantConnectionTest {

    private static final VariantOptions.Address ADDRESS = new VariantOptions.Address(
            new LinkProperties("mqtt://localhost:1883", "here", null, null, "chorus", Optional.empty()),
            "colours",
            "rgb");

    private final Set<Thread> threadsBefore = Await.threads();
    private final List<FakeLink> links = new ArrayList<>();

    @AfterEach
    void noThreadIsLeft() {
        Await.noNewThreads(threadsBefore);
    }

    @Test
    void ignore_whileARequestIsAdmitted_returnsAfterIt() throws Exception {
        // given
        VariantConnection connection = connect(FakeLink::new);
        List<String> events = new CopyOnWriteArrayList<>();
        CountDownLatch admitted = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        connection.listen((delivery, outbox) -> {
            admitted.countDown();
            awaitUninterruptibly(release);
            events.add("admitted");
        });
        Thread dispatcher =
                new Thread(() -> links.get(0).deliver(EngineFixture.REQUESTS, new byte[1], MessageProperties.EMPTY));
        dispatcher.start();
        admitted.await();

        // when
        Thread control = new Thread(() -> {
            connection.ignore();
            events.add("ignored");
        });
        control.start();
        Await.until(() -> control.getState() == Thread.State.BLOCKED || !control.isAlive(), () -> "does not wait");
        release.countDown();
        control.join();
        dispatcher.join();

        // then
        assertEquals(List.of("admitted", "ignored"), events);
        connection.close(status(), true);
    }

    @Test
    void start_linkThatCannotBeStarted_leavesNothing() {
        assertThrows(OutOfMemoryError.class, () -> connect(UnstartableLink::new));

        assertTrue(links.get(0).isClosed());
    }

    private static final class UnstartableLink extends FakeLink {

        UnstartableLink(LinkSettings settings, LinkListener listener) {
            super(settings, listener);
        }

        @Override
        public void start() {
            throw new OutOfMemoryError("unable to create native thread");
        }
    }

    private interface Links {
        FakeLink create(LinkSettings settings, LinkListener listener);
    }

    private VariantConnection connect(Links made) {
        VariantConnection connection = new VariantConnection(
                ADDRESS, true, (settings, listener) -> kept(made.create(settings, listener)), this::status, e -> {});
        connection.start();
        return connection;
    }

    private MqttLink kept(FakeLink link) {
        links.add(link);
        return link;
    }

    private Status status() {
        return new Status(
                Status.Kind.VARIANT,
                "here",
                State.ONLINE,
                null,
                "colours",
                null,
                "0.1.0",
                Map.of(),
                Serving.nothing("rgb"),
                List.of());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
