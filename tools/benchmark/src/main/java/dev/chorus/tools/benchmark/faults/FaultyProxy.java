package dev.chorus.tools.benchmark.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A way to the broker that can be made slow, lossy, or stand still without either side noticing, and that can be cut. Two threads
 * for each direction of each connection: one takes in, one passes on. Safe for any thread.
 */
final class FaultyProxy implements AutoCloseable {

    private static final int CHUNK = 1 << 14;
    private static final long SEED = 5;

    /** What TCP waits, at the least, before it sends a packet again (Linux; RFC 6298 has a second). */
    private static final Duration SENT_AGAIN = Duration.ofMillis(200);

    private static final byte[] END = {};

    private record Chunk(long dueNanos, byte[] bytes) {}

    private final ServerSocket server;
    private final URI broker;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Random random = new Random(SEED);
    private volatile Duration delay = Duration.ZERO;
    private volatile double lossShare;
    private final Object gate = new Object();
    private boolean still;
    /** How many connections there were so far, and the latest of them that is frozen. */
    private int connections;

    private int frozenUpTo;
    private boolean closed;

    /**
     * Leads to a broker on this machine.
     *
     * @param brokerUrl as {@code mqtts://127.0.0.1:8883}
     */
    FaultyProxy(String brokerUrl) throws IOException {
        this.broker = URI.create(brokerUrl);
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** Where it begins. */
    String url() {
        return broker.getScheme() + "://127.0.0.1:" + server.getLocalPort();
    }

    /** How long everything takes from now on, each way. */
    void delay(Duration time) {
        delay = time;
    }

    /**
     * Loses packets from now on, which TCP sends again: whoever reads sees everything, later, and what follows waits.
     *
     * @param share of all, 0 to 1
     */
    void lose(double share) {
        lossShare = share;
    }

    /** Breaks every connection without a word. */
    void cut() {
        for (Socket socket : sockets) {
            try {
                socket.setSoLinger(true, 0);
            } catch (SocketException e) {
                // One side has closed it just now.
            }
            close(socket);
        }
    }

    /** Passes nothing on from now on, or goes on with what has come meanwhile. */
    void standStill(boolean yes) {
        synchronized (gate) {
            still = yes;
            gate.notifyAll();
        }
    }

    /**
     * Reads nothing any more from the connections that there are, on either side, and keeps them open; those that come later work.
     *
     * @return how many these are
     */
    int freeze() {
        synchronized (gate) {
            frozenUpTo = connections;
            return sockets.size() / 2;
        }
    }

    /** Goes on with the connections that were frozen. */
    void thaw() {
        synchronized (gate) {
            frozenUpTo = 0;
            gate.notifyAll();
        }
    }

    /**
     * Waits until so many connections have come since {@link #freeze}.
     *
     * @throws IOException if they do not come in time
     */
    void awaitConnections(int number, Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (gate) {
            while (connections < frozenUpTo + number) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new IOException((connections - frozenUpTo) + " of " + number
                            + " frozen clients have connected again after " + patience.toSeconds() + " s");
                }
                TimeUnit.NANOSECONDS.timedWait(gate, left);
            }
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "bad-path");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                lead(open(server.accept()));
            } catch (IOException e) {
                // Closed, which ends this, or a client that was gone again.
            }
        }
    }

    /** Leads a connection to the broker, or ends it where the broker is down. */
    private void lead(Socket from) {
        try {
            Socket to = open(new Socket(InetAddress.getLoopbackAddress(), broker.getPort()));
            int number;
            synchronized (gate) {
                number = ++connections;
                gate.notifyAll();
            }
            join(from, to, number);
            join(to, from, number);
        } catch (IOException e) {
            close(from);
        }
    }

    private Socket open(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return socket;
    }

    private void join(Socket from, Socket to, int number) {
        BlockingQueue<Chunk> under = new LinkedBlockingQueue<>();
        start(() -> takeIn(from, number, under));
        start(() -> passOn(under, to));
    }

    private void takeIn(Socket from, int number, BlockingQueue<Chunk> under) {
        byte[] buffer = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                Duration late = random.nextDouble() < lossShare ? delay.plus(SENT_AGAIN) : delay;
                // Before it is passed on: the read that is under way when a connection is frozen may still succeed.
                awaitThaw(number);
                under.add(new Chunk(System.nanoTime() + late.toNanos(), Arrays.copyOf(buffer, read)));
            }
        } catch (IOException e) {
            // The other side is told below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        under.add(new Chunk(System.nanoTime(), END));
    }

    private void passOn(BlockingQueue<Chunk> under, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            for (Chunk chunk = under.take(); chunk.bytes() != END; chunk = under.take()) {
                TimeUnit.NANOSECONDS.sleep(chunk.dueNanos() - System.nanoTime());
                awaitGate();
                out.write(chunk.bytes());
            }
        } catch (IOException e) {
            // The other direction ends by itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(to);
        }
    }

    private void awaitThaw(int number) throws InterruptedException {
        synchronized (gate) {
            while (number <= frozenUpTo && !closed) {
                gate.wait();
            }
        }
    }

    private void awaitGate() throws InterruptedException {
        synchronized (gate) {
            while (still) {
                gate.wait();
            }
        }
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed nevertheless.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (gate) {
            closed = true;
        }
        standStill(false);
        cut();
    }
}
