package dev.chorus.tools.benchmark.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultyProxyTest {

    private static final int PATIENCE_MILLIS = 60_000;

    /** The first connection that the broker refused ended the path for good. */
    @Test
    void path_afterTheBrokerWasDown_leadsToItAgain() throws IOException {
        int brokerPort;
        try (ServerSocket probe = listen(0)) {
            brokerPort = probe.getLocalPort();
        }
        try (FaultyProxy path = new FaultyProxy("mqtt://127.0.0.1:" + brokerPort)) {
            // given
            try (Socket refused = connect(path)) {
                assertEquals(-1, refused.getInputStream().read());
            }

            // when
            try (ServerSocket broker = listen(brokerPort);
                    Socket client = connect(path)) {
                client.getOutputStream().write(42);

                // then
                try (Socket led = accept(broker)) {
                    assertEquals(42, led.getInputStream().read());
                }
            }
        }
    }

    @Test
    void freeze_connectionThatStands_passesNothingOnUntilThawed() throws Exception {
        try (ServerSocket broker = listen(0);
                FaultyProxy path = new FaultyProxy("mqtts://127.0.0.1:" + broker.getLocalPort());
                Socket client = connect(path);
                Socket led = accept(broker)) {
            // given
            client.getOutputStream().write(1);
            assertEquals(1, led.getInputStream().read());

            // when
            int frozen = path.freeze();
            client.getOutputStream().write(2);

            // then
            assertEquals(1, frozen);
            led.setSoTimeout(300);
            assertThrows(
                    SocketTimeoutException.class, () -> led.getInputStream().read());
            path.thaw();
            led.setSoTimeout(PATIENCE_MILLIS);
            assertEquals(2, led.getInputStream().read());
        }
    }

    @Test
    void freeze_connectionThatComesLater_works() throws Exception {
        try (ServerSocket broker = listen(0);
                FaultyProxy path = new FaultyProxy("mqtts://127.0.0.1:" + broker.getLocalPort());
                Socket frozen = connect(path);
                Socket frozenAtBroker = accept(broker)) {
            // given
            frozen.getOutputStream().write(1);
            assertEquals(1, frozenAtBroker.getInputStream().read());
            path.freeze();

            // when
            try (Socket later = connect(path);
                    Socket laterAtBroker = accept(broker)) {
                later.getOutputStream().write(2);

                // then
                path.awaitConnections(1, Duration.ofMillis(PATIENCE_MILLIS));
                assertEquals(2, laterAtBroker.getInputStream().read());
            }
        }
    }

    @Test
    void url_ofABrokerWithTls_isWithTls() throws IOException {
        try (FaultyProxy path = new FaultyProxy("mqtts://127.0.0.1:8883")) {
            assertTrue(path.url().startsWith("mqtts://127.0.0.1:"), path.url());
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    }

    /** Every wait has a limit: a test that waits forever would hold up the whole build. */
    private static Socket accept(ServerSocket broker) throws IOException {
        broker.setSoTimeout(PATIENCE_MILLIS);
        Socket socket = broker.accept();
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static Socket connect(FaultyProxy path) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(path.url()).getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }
}
