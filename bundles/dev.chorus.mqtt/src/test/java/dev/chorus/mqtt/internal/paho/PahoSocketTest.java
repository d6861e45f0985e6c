package dev.chorus.mqtt.internal.paho;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.mqtt.testing.Await;
import dev.chorus.mqtt.testing.WatchedLink;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PahoSocketTest {

    private ServerSocket server;
    private PahoSocket socket;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        socket = new PahoSocket(WatchedLink.settings(server.getLocalPort()).build(), new Payloads());
    }

    @AfterEach
    void close() throws IOException {
        socket.cut();
        server.close();
    }

    @Test
    void start_always_switchesNaglesAlgorithmOff() throws IOException {
        socket.start();

        assertTrue(socket.socket().getTcpNoDelay());
    }

    @Test
    void read_beforeAnythingWasWritten_doesNotSeeThatThePeerIsGone() throws Exception {
        // given
        socket.start();
        server.accept().close();
        InputStream in = socket.getInputStream();
        CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> readOne(in));

        // when
        assertThrows(TimeoutException.class, () -> read.get(200, TimeUnit.MILLISECONDS));
        socket.getOutputStream().write(new byte[] {1});

        // then
        assertEquals(-1, read.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void cut_whileReading_wakesTheReader() throws Exception {
        socket.start();
        socket.getOutputStream().write(new byte[] {1});
        InputStream in = socket.getInputStream();
        CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> readOne(in));

        socket.cut();

        assertThrows(CompletionException.class, () -> read.orTimeout(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join());
        assertThrows(SocketException.class, socket::socket);
    }

    @Test
    void cut_beforeStart_keepsItFromConnecting() {
        socket.cut();

        assertThrows(SocketException.class, socket::start);
    }

    @Test
    void stop_whenThePeerIsToCloseFirst_waitsForThat() throws Exception {
        // given
        socket.start();
        Socket peer = server.accept();
        socket.letPeerClose();

        // when
        CompletableFuture<Void> stop = CompletableFuture.runAsync(socket::stop);
        peer.getOutputStream().write(new byte[] {1, 2, 3});

        // then
        assertThrows(TimeoutException.class, () -> stop.get(200, TimeUnit.MILLISECONDS));
        peer.close();
        stop.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Await.until("closed", this::closed);
    }

    private boolean closed() {
        try {
            return socket.socket().isClosed();
        } catch (SocketException e) {
            return true;
        }
    }

    private static int readOne(InputStream in) {
        try {
            return in.read();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
