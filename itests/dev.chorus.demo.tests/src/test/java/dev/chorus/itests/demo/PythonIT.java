package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.broker.Broker;
import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.tools.broker.MosquittoBroker;
import dev.chorus.tools.gateway.ClonePackages;
import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/examples/classify.py, which knows nothing of Chorus but docs/protocol.md, before a gateway. */
@Tag("python")
class PythonIT {

    /** Debian's, which has Debian's paho-mqtt. */
    private static final String PYTHON = "/usr/bin/python3";

    private static final int SMALL_PACKET = 2000;

    @TempDir
    private static Path folder;

    private static OneGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = new OneGateway(folder);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "5"})
    void example_ofThatVersionOfMqtt_printsTheAnswer(String version) throws Exception {
        Path picture = folder.resolve("nut.jpg");
        Files.write(picture, Jpeg.encode(new PartsArtist().draw(PartClass.NUT, 1L << 37)));

        Process example = start(picture, gateway.brokerPort(), version);
        String said = new String(example.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(example.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, example.exitValue(), said);
        assertTrue(said.matches("answered( [a-z]+=0\\.[0-9]{3}){3}\\s*"), said);
    }

    @Test
    void example_ofAPictureThatTheBrokerDoesNotTake_printsWhy() throws Exception {
        try (Broker small =
                EmbeddedBroker.builder().maximumPacketBytes(SMALL_PACKET).start()) {
            assertRefused(small, "5", "the broker takes packets of at most " + SMALL_PACKET);
        }
    }

    @Test
    @Tag("mosquitto")
    void example_ofAPictureThatMosquittoDoesNotTake_printsWhy() throws Exception {
        try (Broker small = MosquittoBroker.builder()
                .option("max_packet_size " + SMALL_PACKET)
                .start()) {
            assertRefused(small, "5", "the broker takes packets of at most " + SMALL_PACKET);
            assertRefused(small, "3", "the broker closed the connection");
        }
    }

    private static void assertRefused(Broker small, String version, String reason) throws Exception {
        Path picture = folder.resolve("large.jpg");
        Files.write(picture, new byte[2 * SMALL_PACKET]);

        Process example = start(picture, small.port(), version);
        String said = new String(example.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(example.waitFor(120, TimeUnit.SECONDS));
        assertEquals(1, example.exitValue(), said);
        assertTrue(said.contains(reason), said);
    }

    private static Process start(Path picture, int brokerPort, String version) throws IOException {
        return new ProcessBuilder(
                        PYTHON,
                        ClonePackages.ofChorus()
                                .orElseThrow()
                                .home()
                                .resolve("docs/examples/classify.py")
                                .toString(),
                        "127.0.0.1",
                        String.valueOf(brokerPort),
                        OneGateway.FAMILY,
                        picture.toString(),
                        version)
                .redirectErrorStream(true)
                .start();
    }
}
