package dev.chorus.tools.testgateway;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One port of this machine on which an HTTP server listens, or refuses connections for a while. Thread-safe. */
final class HttpListener implements AutoCloseable {

    private static final int CLOSE_LIMIT_S = 60;

    static {
        // Read once by the server's classes; without it every answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "test-gateway-http");
        thread.setDaemon(true);
        return thread;
    });
    private final Optional<TestCertificate> certificate;
    private final HttpHandler handler;
    /** Bound but not listening: keeps the port from other programs while no server listens on it. */
    private final Socket reservation = new Socket();

    private volatile Future<?> restart = CompletableFuture.completedFuture(null);
    private HttpServer server;

    /**
     * Does not listen yet.
     *
     * @param certificate empty for HTTP without TLS
     * @param handler gets every call
     */
    HttpListener(Optional<TestCertificate> certificate, HttpHandler handler) throws IOException {
        this.certificate = certificate;
        this.handler = handler;
        reservation.setReuseAddress(true);
        reservation.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** Without path. */
    String url() {
        return (certificate.isPresent() ? "https" : "http") + "://localhost:" + reservation.getLocalPort();
    }

    /** Accepts connections; nothing happens if it does already. */
    synchronized void listen() throws IOException {
        if (server != null) {
            return;
        }
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), reservation.getLocalPort());
        if (certificate.isPresent()) {
            HttpsServer secure = HttpsServer.create(address, 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(certificate.get().context()));
            server = secure;
        } else {
            server = HttpServer.create(address, 0);
        }
        server.setExecutor(workers);
        server.createContext("/", handler);
        server.start();
    }

    /** Cuts all connections and refuses new ones until {@link #listen}. */
    synchronized void refuse() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    /** Cuts all connections and listens again, once the call that asks for it is answered. */
    void restartAfter(CountDownLatch answered) {
        restart = workers.submit(() -> {
            answered.await();
            refuse();
            listen();
            return null;
        });
    }

    /** Waits until the last {@link #restartAfter} is done. */
    void awaitRestart() throws IOException, InterruptedException {
        try {
            restart.get();
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        refuse();
        workers.shutdownNow();
        try {
            reservation.close();
            if (!workers.awaitTermination(CLOSE_LIMIT_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a call takes longer than " + CLOSE_LIMIT_S + " s");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
