package dev.chorus.mqtt.internal.paho;

import dev.chorus.mqtt.api.BrokerAddress;
import dev.chorus.mqtt.api.LinkSettings;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket of one connection. Replaces Paho's own, which has these flaws:
 *
 * <ul>
 *   <li>It leaves Nagle's algorithm on, which costs tens of milliseconds per round trip.
 *   <li>It reads with a timeout of a second and loses its position in the stream if that expires between two bytes of
 *       a header. Here reading waits without limit; closing wakes it.
 *   <li>It does not close a TLS socket whose peer is gone: {@code shutdownInput} throws first.
 *   <li>It closes as soon as DISCONNECT is written. Data that the broker has sent meanwhile then turns the close into
 *       a reset, which can overtake DISCONNECT; Artemis sometimes sees a mere end of stream first as well. Either
 *       publishes the will.
 *   <li>If the peer closes within 100 ms of accepting, as a proxy without a broker behind it does, the receiver ends
 *       before the thread that started it checks, and that thread then waits forever for it to run. In MQTT the
 *       client sends first, so here nothing is read, not even an end of stream, before something was written; by then
 *       everything that Paho starts is running.
 * </ul>
 */
final class PahoSocket implements NetworkModule {

    private static final Logger LOG = LoggerFactory.getLogger(PahoSocket.class);

    private final BrokerAddress broker;
    private final LinkSettings settings;
    private final Payloads payloads;
    private final CountDownLatch written = new CountDownLatch(1);
    private final Socket plain = new Socket();
    /** The TLS socket above {@link #plain} once it is created, until then the plain one. */
    private volatile Socket socket = plain;

    private volatile boolean stopped;
    private volatile boolean peerCloses;

    /** @param payloads store for payloads that bypass Paho */
    PahoSocket(LinkSettings settings, Payloads payloads) {
        this.broker = settings.broker();
        this.settings = settings;
        this.payloads = payloads;
    }

    @Override
    public void start() throws IOException {
        int timeoutMillis = (int) settings.connectTimeout().toMillis();
        socket().setTcpNoDelay(true);
        plain.connect(new InetSocketAddress(broker.host(), broker.port()), timeoutMillis);
        if (broker.secure()) {
            plain.setSoTimeout(timeoutMillis);
            replace(secure());
            plain.setSoTimeout(0);
        }
    }

    private SSLSocket secure() throws IOException {
        SSLSocketFactory factory =
                settings.socketFactory().orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
        SSLSocket secure = (SSLSocket) factory.createSocket(plain, broker.host(), broker.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    Socket socket() throws SocketException {
        if (stopped) {
            throw new SocketException("closed while connecting");
        }
        return socket;
    }

    private void replace(SSLSocket secure) {
        socket = secure;
        if (stopped) {
            cut();
        }
    }

    /**
     * From now on {@link #stop} lets the broker close first, which it does once it has read DISCONNECT. Thread-safe.
     */
    void letPeerClose() {
        peerCloses = true;
    }

    @Override
    public void stop() {
        if (peerCloses) {
            drain();
        }
        cut();
    }

    private void drain() {
        byte[] discarded = new byte[1024];
        try {
            InputStream rest = socket().getInputStream();
            for (int count = 0; count >= 0; ) {
                count = rest.read(discarded);
            }
        } catch (IOException e) {
            LOG.debug("{} did not close the connection properly", broker, e);
        }
    }

    /**
     * Closes the socket at once, even during a read or write. Thread-safe. Closes the socket below TLS first: closing
     * a TLS socket waits for the current write, which never ends once the peer has stopped reading. A write to a
     * closed socket fails.
     */
    void cut() {
        stopped = true;
        close(plain);
        close(socket);
    }

    boolean isCut() {
        return stopped;
    }

    private void close(Socket each) {
        try {
            each.close();
        } catch (IOException e) {
            LOG.debug("Cannot close a socket to {}", broker, e);
        }
    }

    @Override
    public String getServerURI() {
        return broker.toString();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream received = new PacketGate(socket().getInputStream(), settings.maxPacketBytes(), payloads);
        return new FilterInputStream(received) {
            @Override
            public int read() throws IOException {
                awaitWritten();
                return in.read();
            }

            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                awaitWritten();
                return in.read(target, from, length);
            }

            @Override
            public int available() throws IOException {
                return written.getCount() == 0 ? in.available() : 0;
            }
        };
    }

    private void awaitWritten() throws IOException {
        try {
            written.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted before CONNECT was sent");
        }
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(socket().getOutputStream()) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                try {
                    out.write(bytes, from, length);
                } finally {
                    written.countDown();
                }
            }
        };
    }
}
