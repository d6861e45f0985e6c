package dev.chorus.itests.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.request.RequestClient;
import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.tools.gateway.ComponentSettings;
import dev.chorus.tools.gateway.GatewayProcess;
import dev.chorus.tools.gateway.GatewaySetup;
import dev.chorus.tools.importer.ImportCommand;
import dev.chorus.tools.packaging.FamilyPackages;
import dev.chorus.tools.requester.Requester;
import dev.chorus.tools.testmodels.ColourClassifier;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Imported, packaged, installed, asked: a gateway in a JVM of its own with two foreign classifiers and the aggregator. */
class ForeignModelsIT {

    private static final Topics TOPICS = new Topics("chorus", "colours");
    private static final Duration START_TIMEOUT = Duration.ofSeconds(120);
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration SHORT_DEADLINE = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    @Test
    @Timeout(600)
    void importedClassifiers_onAGateway_answerTogether() throws Exception {
        // given
        Files.write(folder.resolve("weights.bin"), weights());
        importModel(
                "torch",
                ColourClassifier.nchw().openBatch().externalData().onnx(),
                "--resize=fit-shortest",
                "--crop=0.875");
        importModel(
                "keras",
                ColourClassifier.nhwc().side(32).softmax().onnx(),
                "--resize=fit-shortest",
                "--smoothing=bilinear");
        new FamilyPackages(folder.resolve("family")).writeTo(folder.resolve("packages"));

        try (EmbeddedBroker broker = EmbeddedBroker.start();
                GatewayProcess gateway = GatewayProcess.launch(setup(broker.url()));
                Requester requester = Requester.connect(
                        LinkSettings.builder(broker.url(), "requester").build(), TOPICS, DEADLINE)) {
            gateway.awaitReady(START_TIMEOUT);
            awaitBoth(requester);

            // when
            FusedResult red = ask(requester, Color.RED);
            FusedResult green = ask(requester, Color.GREEN);
            FusedResult blue = ask(requester, Color.BLUE);
            FusedResult middle = ask(requester, jpeg(Color.RED, Color.GREEN, Color.RED));

            // then
            assertAnswered("red", red);
            assertAnswered("green", green);
            assertAnswered("blue", blue);
            assertAnswered("green", middle);
        }
    }

    private static void assertAnswered(String label, FusedResult result) {
        assertEquals(FusedResult.Outcome.ANSWERED, result.outcome(), result.toString());
        assertEquals(label, result.labels().get(0).label());
        assertEquals(Set.of("torch", "keras"), Set.copyOf(result.contributors()), result.toString());
        assertEquals("1.1.0", result.familyVersion());
        assertTrue(result.margin() > 0.5, result.toString());
    }

    /** Services connect and load their models after they have appeared; a request before that may be lost. */
    private static void awaitBoth(Requester requester) throws Exception {
        long until = System.nanoTime() + START_TIMEOUT.toNanos();
        int contributors = 0;
        while (contributors < 2) {
            assertTrue(System.nanoTime() < until, contributors + " variants take part");
            contributors = requester
                    .ask(RequestClient.newId(), jpeg(Color.GRAY), SHORT_DEADLINE)
                    .thenApply(reply -> reply.result().contributors().size())
                    .exceptionally(lost -> 0)
                    .get();
        }
    }

    private static FusedResult ask(Requester requester, Color colour) throws Exception {
        return ask(requester, jpeg(colour));
    }

    private static FusedResult ask(Requester requester, byte[] picture) throws Exception {
        return requester.ask(RequestClient.newId(), picture, DEADLINE).get().result();
    }

    private void importModel(String variant, byte[] onnx, String... framing) throws IOException {
        Path file = Files.write(folder.resolve(variant + ".onnx"), onnx);
        Path labels = Files.writeString(folder.resolve("labels.txt"), "0 red\r\n1 green\r\n2 blue\r\n");
        List<String> arguments = new ArrayList<>(List.of(
                "--onnx=" + file,
                "--labels=" + labels,
                "--family=" + TOPICS.family(),
                "--variant=" + variant,
                "--mean=0.485,0.456,0.406",
                "--std=0.229,0.224,0.225",
                "--out=" + folder.resolve("family")));
        arguments.addAll(List.of(framing));
        int exitCode = new CommandLine(new ImportCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments.toArray(String[]::new));
        assertEquals(0, exitCode);
    }

    /** The content of the second file that {@link ColourClassifier#externalData} names. */
    private static byte[] weights() {
        ByteBuffer floats = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < 9; at++) {
            floats.putFloat(at % 4 == 0 ? 2 : 0);
        }
        return floats.array();
    }

    private GatewaySetup setup(String brokerUrl) throws IOException {
        List<Path> packages = new ArrayList<>();
        for (String name : List.of("chorus-core", "chorus-onnxruntime", "chorus-variant", "chorus-aggregator")) {
            packages.addAll(files(Path.of(System.getProperty("chorus.packages")), name + "_"));
        }
        packages.addAll(files(folder.resolve("packages"), "chorus-model-"));
        assertEquals(6, packages.size(), packages.toString());
        return new GatewaySetup(
                folder.resolve("gateway"),
                Path.of(System.getProperty("chorus.platform")),
                packages,
                List.of(aggregator(brokerUrl), variant("torch", brokerUrl), variant("keras", brokerUrl)),
                folder.resolve("gateway.log"));
    }

    private static List<Path> files(Path packages, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(packages)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.getFileName().toString().endsWith(".dp"))
                    .toList();
        }
    }

    private static ComponentSettings aggregator(String brokerUrl) {
        Map<String, Object> properties = common("fuse", brokerUrl);
        // The greater weight alone would decide on a plain colour.
        properties.put("early.stop", false);
        return new ComponentSettings("dev.chorus.aggregator.AggregatorService", "fuse", properties);
    }

    private static ComponentSettings variant(String id, String brokerUrl) {
        Map<String, Object> properties = common(id, brokerUrl);
        properties.put("variant", id);
        return new ComponentSettings("dev.chorus.variant.VariantService", id, properties);
    }

    private static Map<String, Object> common(String id, String brokerUrl) {
        return new HashMap<>(Map.of(
                "broker.url", brokerUrl, "client.id", id, "topic.root", TOPICS.root(), "family", TOPICS.family()));
    }

    /** Upright stripes of equal width, three times as wide as high where there are three. */
    private static byte[] jpeg(Color... stripes) throws IOException {
        int width = 40;
        BufferedImage image = new BufferedImage(width * stripes.length, width, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int at = 0; at < stripes.length; at++) {
            graphics.setColor(stripes[at]);
            graphics.fillRect(at * width, 0, width, width);
        }
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        return out.toByteArray();
    }
}
