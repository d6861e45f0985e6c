package dev.chorus.tools.benchmark.rig;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Where a gateway of this machine is asked over REST.
 *
 * @param port of the loopback interface
 */
record RestAddress(int port) {

    private static final int OK = 200;
    private static final long POLL_MILLIS = 50;

    /** One that nobody listens at. */
    static RestAddress free() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new RestAddress(probe.getLocalPort());
        }
    }

    /** Where calls begin. */
    URI base() {
        return URI.create("http://127.0.0.1:" + port + "/services/chorus/v1/");
    }

    /** @throws IOException if families cannot be asked there in time */
    void awaitReady(Duration patience) throws IOException, InterruptedException {
        HttpRequest ready =
                HttpRequest.newBuilder(base().resolve("health/ready")).build();
        HttpClient http = HttpClient.newHttpClient();
        long until = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() - until < 0) {
            try {
                if (http.send(ready, BodyHandlers.discarding()).statusCode() == OK) {
                    return;
                }
            } catch (ConnectException e) {
                // Nobody listens yet.
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw new IOException("REST is not ready after " + patience.toSeconds() + " s");
    }
}
