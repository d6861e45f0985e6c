package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.gateway.ClonePackages;
import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/examples/classify.py, which knows nothing of Chorus but docs/protocol.md, before a gateway. */
@Tag("python")
class PythonIT {

    /** Debian's, which has Debian's paho-mqtt. */
    private static final String PYTHON = "/usr/bin/python3";

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

        Process example = new ProcessBuilder(
                        PYTHON,
                        ClonePackages.ofChorus()
                                .orElseThrow()
                                .home()
                                .resolve("docs/examples/classify.py")
                                .toString(),
                        "127.0.0.1",
                        String.valueOf(gateway.brokerPort()),
                        OneGateway.FAMILY,
                        picture.toString(),
                        version)
                .redirectErrorStream(true)
                .start();
        String said = new String(example.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(example.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, example.exitValue(), said);
        assertTrue(said.matches("answered( [a-z]+=0\\.[0-9]{3}){3}\\s*"), said);
    }
}
