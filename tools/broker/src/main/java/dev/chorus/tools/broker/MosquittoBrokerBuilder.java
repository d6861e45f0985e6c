package dev.chorus.tools.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects the options of a {@link MosquittoBroker}; for one thread. */
public final class MosquittoBrokerBuilder {

    /** As large as a link takes packets: mosquitto 2.1 takes 2,000,000 bytes by itself. */
    private static final int MAX_PACKET_BYTES = 16 << 20;

    private final StringBuilder general = new StringBuilder("set_tcp_nodelay true\nmax_queued_messages 100000\n");
    private final List<List<String>> listeners = new ArrayList<>();
    private boolean guarded;
    private boolean stores;
    private LoopbackKey key;
    private Path keyFolder;

    MosquittoBrokerBuilder() {}

    /**
     * Lets in only the users of a password file; without it, the default, everybody may do anything.
     *
     * @param passwords a file as {@code mosquitto_passwd} writes it
     * @param rights a file that says who may publish and receive what, as {@code acl_file} in mosquitto.conf(5)
     */
    public MosquittoBrokerBuilder access(Path passwords, Path rights) {
        guarded = true;
        return option("password_file " + passwords.toAbsolutePath()).option("acl_file " + rights.toAbsolutePath());
    }

    /**
     * Keeps sessions and messages when it is stopped, and has them again when it is started again.
     *
     * @param folder to write to; made where it is missing, and left to the caller
     */
    public MosquittoBrokerBuilder store(Path folder) throws IOException {
        stores = true;
        Files.createDirectories(folder);
        return option("persistence true").option("persistence_location " + folder.toAbsolutePath() + "/");
    }

    /**
     * Listens with TLS too, on another port.
     *
     * @param own the broker's key
     * @param folder receives it in the form that mosquitto reads, readable by anybody
     */
    public MosquittoBrokerBuilder tls(LoopbackKey own, Path folder) {
        key = own;
        keyFolder = folder;
        return this;
    }

    /**
     * Listens on another port of the loopback interface, with options of its own that apply to no other listener. The first listener stays
     * open to all.
     *
     * @param lines such as {@code use_username_as_clientid true}; see mosquitto.conf(5)
     */
    public MosquittoBrokerBuilder listener(String... lines) {
        listeners.add(List.of(lines));
        return this;
    }

    /** Adds a line to the configuration, such as {@code max_qos 0}; see mosquitto.conf(5). */
    public MosquittoBrokerBuilder option(String line) {
        general.append(line).append('\n');
        return this;
    }

    /**
     * Starts the broker on ports that were free a moment ago.
     *
     * @throws IllegalStateException if it does not start
     */
    public MosquittoBroker start() {
        try {
            int port = freePort();
            int tlsPort = key == null ? 0 : freePort();
            List<Integer> ports = new ArrayList<>();
            for (int number = 0; number < listeners.size(); number++) {
                ports.add(freePort());
            }
            Path configuration = Files.createTempFile("chorus-mosquitto-", ".conf");
            Files.writeString(configuration, configuration(port, tlsPort, ports));
            MosquittoBroker broker = new MosquittoBroker(port, tlsPort, ports, configuration, stores);
            broker.restart();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String configuration(int port, int tlsPort, List<Integer> ports) throws IOException {
        if (general.indexOf("max_packet_size") < 0) {
            option("max_packet_size " + MAX_PACKET_BYTES);
        }
        // Started by root it would give up its rights, and with them files that only root may read or write.
        String text = "user " + System.getProperty("user.name") + "\nper_listener_settings " + !ports.isEmpty() + "\n"
                + general + "listener " + port + " 127.0.0.1\nallow_anonymous " + !guarded + "\n";
        if (key != null) {
            text += "listener " + tlsPort + " 127.0.0.1\ncertfile "
                    + key.writeCertificate(keyFolder.resolve("certificate.pem").toAbsolutePath()) + "\nkeyfile "
                    + key.writePrivateKey(keyFolder.resolve("key.pem").toAbsolutePath()) + "\n";
        }
        for (int number = 0; number < ports.size(); number++) {
            text += "listener " + ports.get(number) + " 127.0.0.1\n" + String.join("\n", listeners.get(number)) + "\n";
        }
        return text;
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
