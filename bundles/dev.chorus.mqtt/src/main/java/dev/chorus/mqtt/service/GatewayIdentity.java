package dev.chorus.mqtt.service;

import dev.chorus.core.family.Names;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Name of a gateway in default client ids: different on every gateway, the same after every restart.
 *
 * <p>The name is the MAC address or the serial number, and on hardware without either the host name with a random
 * part. It is kept in a file, so that it survives a start at which the MAC address is not known yet. A file that was
 * copied from other hardware with a disk image is replaced.
 *
 * @param name 1 to 32 of {@code A-Z a-z 0-9 _ . -}
 * @param hardware the hardware that was named
 */
record GatewayIdentity(String name, HardwareIds hardware) {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayIdentity.class);

    private static final int MAX_LENGTH = 32;
    private static final int RANDOM_BYTES = 4;
    private static final int MAX_HOST_LENGTH = 20;

    private static final String NAME = "name";
    private static final String MAC = "mac";
    private static final String SERIAL = "serial";

    /** Identities that could not be written, by file: a component that is reconfigured must keep its client id. */
    private static final Map<Path, GatewayIdentity> UNWRITTEN = new ConcurrentHashMap<>();

    /**
     * Returns the identity in the file, or a new one if there is none or it belongs to other hardware; writes the
     * file if it changes. An identity that cannot be written is logged, and lasts as long as the process.
     */
    static GatewayIdentity kept(Path file, HardwareIds present) {
        Optional<GatewayIdentity> before =
                read(file).or(() -> Optional.ofNullable(UNWRITTEN.get(file))).filter(kept -> kept.belongsTo(present));
        GatewayIdentity now = before.map(kept -> new GatewayIdentity(kept.name(), present.or(kept.hardware())))
                .orElseGet(() -> new GatewayIdentity(ClientIds.shortened(newName(present), MAX_LENGTH), present));
        if (!before.equals(Optional.of(now))) {
            now.write(file);
        }
        return now;
    }

    private boolean belongsTo(HardwareIds present) {
        return present.preferred().isEmpty() || hardware.isSameAs(present);
    }

    private static String newName(HardwareIds hardware) {
        return hardware.preferred().orElseGet(() -> hostName() + "-" + random());
    }

    private static String hostName() {
        try {
            String host = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9_.-]", "_");
            return host.substring(0, Math.min(MAX_HOST_LENGTH, host.length()));
        } catch (UnknownHostException e) {
            return "gateway";
        }
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static Optional<GatewayIdentity> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("Cannot read the name of this gateway from {}, creating a new one: {}", file, e.toString());
            return Optional.empty();
        }
        String name = properties.getProperty(NAME);
        return Names.isName(name) && name.length() <= MAX_LENGTH
                ? Optional.of(new GatewayIdentity(
                        name, HardwareIds.of(properties.getProperty(MAC), properties.getProperty(SERIAL))))
                : Optional.empty();
    }

    private void write(Path file) {
        Properties properties = new Properties();
        properties.setProperty(NAME, name);
        hardware.mac().ifPresent(mac -> properties.setProperty(MAC, mac));
        hardware.serial().ifPresent(serial -> properties.setProperty(SERIAL, serial));
        try {
            Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
            Files.createDirectories(folder);
            // Moved in place: after a power failure meanwhile the gateway has the old file or none.
            Path draft = Files.createTempFile(folder, "gateway-", ".tmp");
            try {
                try (Writer writer = Files.newBufferedWriter(draft)) {
                    properties.store(writer, "The name of this gateway in the default client ids of Chorus");
                }
                Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
            UNWRITTEN.remove(file);
        } catch (IOException e) {
            UNWRITTEN.put(file, this);
            LOG.warn(
                    "Cannot write the name of this gateway, {}, to {}; set client.id if it changes at the next start: {}",
                    name,
                    file,
                    e.toString());
        }
    }
}
