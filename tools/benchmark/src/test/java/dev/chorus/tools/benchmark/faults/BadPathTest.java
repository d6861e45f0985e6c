package dev.chorus.tools.benchmark.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;

class BadPathTest {

    private static final int PATIENCE_MILLIS = 60_000;

    /** The first connection that the broker refused ended the path for good. */
    @Test
    void path_afterTheBrokerWasDown_leadsToItAgain() throws IOException {
        int brokerPort;
        try (ServerSocket probe = listen(0)) {
            brokerPort = probe.getLocalPort();
        }
        try (BadPath path = new BadPath("mqtt://127.0.0.1:" + brokerPort)) {
            // given
            try (Socket refused = connect(path)) {
                assertEquals(-1, refused.getInputStream().read());
            }

            // when
            try (ServerSocket broker = listen(brokerPort);
                    Socket client = connect(path)) {
                client.getOutputStream().write(42);

                // then
                broker.setSoTimeout(PATIENCE_MILLIS);
                try (Socket led = broker.accept()) {
                    led.setSoTimeout(PATIENCE_MILLIS);
                    assertEquals(42, led.getInputStream().read());
                }
            }
        }
    }

    @Test
    void url_ofABrokerWithTls_isWithTls() throws IOException {
        try (BadPath path = new BadPath("mqtts://127.0.0.1:8883")) {
            assertTrue(path.url().startsWith("mqtts://127.0.0.1:"), path.url());
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    }

    private static Socket connect(BadPath path) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(path.url()).getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }
}
