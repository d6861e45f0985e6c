package dev.chorus.mqtt.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;

/** The network between a link and its broker, which can be cut. */
public final class Proxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicLong bytesUp = new AtomicLong();
    private final AtomicLong bytesDown = new AtomicLong();
    private volatile boolean down;
    private volatile boolean swallowing;

    private Proxy(ServerSocketFactory factory, int target) throws IOException {
        this.server = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
    }

    /** A network to a port of the loopback interface. */
    public static Proxy to(int target) {
        return to(target, ServerSocketFactory.getDefault());
    }

    /** A network whose near end is made by a factory, for TLS. */
    public static Proxy to(int target, ServerSocketFactory factory) {
        try {
            Proxy proxy = new Proxy(factory, target);
            proxy.run("proxy accept", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port that accepts connections and closes each at once, like a proxy whose broker is down. */
    public static Proxy toNowhere() {
        Proxy proxy = to(-1);
        proxy.down = true;
        return proxy;
    }

    /** Returns the near end's port. */
    public int port() {
        return server.getLocalPort();
    }

    /** Returns the number of accepted connections. */
    public int accepted() {
        return accepted.get();
    }

    /** Returns the number of bytes from links to the broker. */
    public long bytesUp() {
        return bytesUp.get();
    }

    /** Sets whether everything sent is lost while the connections stay open. */
    public void swallow(boolean everything) {
        swallowing = everything;
    }

    /** Breaks every connection. */
    public void cut() {
        for (Socket socket : sockets) {
            sockets.remove(socket);
            shut(socket);
        }
    }

    /** Breaks every connection and closes each new one at once. */
    public void takeDown() {
        down = true;
        cut();
    }

    /** Closes each new connection at once; open ones continue. */
    public void refuse() {
        down = true;
    }

    /** Passes new connections on again. */
    public void putUp() {
        down = false;
    }

    @Override
    public void close() {
        takeDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket near = server.accept();
            accepted.incrementAndGet();
            if (down) {
                near.close();
                continue;
            }
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            sockets.add(near);
            sockets.add(far);
            run("proxy up", () -> pump(near, far, bytesUp));
            run("proxy down", () -> pump(far, near, bytesDown));
            if (down) {
                cut();
            }
        }
    }

    private void pump(Socket from, Socket to, AtomicLong counter) throws IOException {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                counter.addAndGet(count);
                if (!swallowing) {
                    out.write(buffer, 0, count);
                }
            }
        }
    }

    private interface Work {

        void run() throws IOException;
    }

    private void run(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
