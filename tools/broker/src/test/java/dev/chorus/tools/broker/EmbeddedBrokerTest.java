package dev.chorus.tools.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerTest {

    private static final byte[] CONNECT = {0x10, 0x0E, 0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 60, 0, 0, 1, 'c'};

    @Test
    void start_withoutPort_answersAnMqttConnect() throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Socket socket = connect(broker)) {
            // when
            socket.getOutputStream().write(CONNECT);
            byte[] answer = socket.getInputStream().readNBytes(4);

            // then
            assertEquals(0x20, answer[0], "CONNACK");
            assertEquals(0, answer[3], "reason code");
        }
    }

    @Test
    void restart_afterStop_takesTheSamePort() throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            // given
            int port = broker.port();
            broker.stop();
            assertThrows(ConnectException.class, () -> connect(broker));

            // when
            broker.restart();

            // then
            assertEquals(port, broker.port());
            connect(broker).close();
        }
    }

    @Test
    void start_onATakenPort_saysSo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedBrokerBuilder options = EmbeddedBroker.builder().port(taken.getLocalPort());

            Exception refusal = assertThrows(IllegalStateException.class, options::start);

            assertTrue(refusal.getMessage().contains("" + taken.getLocalPort()), refusal.getMessage());
        }
    }

    @Test
    void close_afterUse_leavesNoThread() throws IOException {
        // given
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        EmbeddedBroker broker = EmbeddedBroker.start();
        try (Socket socket = connect(broker)) {
            socket.getOutputStream().write(CONNECT);
            socket.getInputStream().readNBytes(4);
        }

        // when
        broker.close();

        // then
        await(() -> left(before).isEmpty(), () -> "threads left: " + left(before));
    }

    private static Set<Thread> left(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .collect(Collectors.toSet());
    }

    private static void await(BooleanSupplier condition, java.util.function.Supplier<String> otherwise) {
        long deadline = System.nanoTime() + 120_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, otherwise);
            Thread.onSpinWait();
        }
    }

    private static Socket connect(EmbeddedBroker broker) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), broker.port());
        socket.setSoTimeout(10_000);
        return socket;
    }
}
