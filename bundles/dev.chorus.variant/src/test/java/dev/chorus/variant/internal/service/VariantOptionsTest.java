package dev.chorus.variant.internal.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.mqtt.service.LinkProperties;
import dev.chorus.variant.internal.PlainSecrets;
import dev.chorus.variant.internal.picture.PictureLimits;
import dev.chorus.variant.internal.request.OverloadPolicy;
import dev.chorus.variant.internal.request.Tuning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VariantOptionsTest {

    private static final Map<String, Object> LEAST = Map.of("family", "parts", "variant", "p32");

    @Test
    void read_familyAndVariantOnly_takesDefaults() {
        VariantOptions options = read(LEAST);

        LinkProperties link =
                new LinkProperties("mqtt://localhost:1883", "gw-line1", null, null, "chorus", Optional.empty());
        Tuning tuning = new Tuning(
                "p32",
                5,
                32,
                OverloadPolicy.DROP_OLDEST,
                Duration.ofSeconds(1),
                0,
                new PictureLimits(10_485_760, 16_000_000),
                false,
                false);
        assertEquals(
                new VariantOptions(
                        Optional.of(new VariantOptions.Address(link, "parts", "p32")),
                        1,
                        Optional.empty(),
                        tuning,
                        List.of()),
                options);
    }

    @Test
    void read_everything_isUnderstood() {
        Map<String, Object> properties = new HashMap<>(LEAST);
        properties.put("broker.url", "tcp://broker:1884");
        properties.put("client.id", "line1");
        properties.put("user", "chorus");
        properties.put("password", "secret");
        properties.put("topic.root", "plant/hall1");
        properties.put("k", 3);
        properties.put("threads", "2");
        properties.put("queue.length", 8L);
        properties.put("overload", "refuse-newest");
        properties.put("deadline.ms", 250);
        properties.put("requester.rate.max", 40);
        properties.put("picture.bytes.max", 1000);
        properties.put("picture.pixels.max", 2000);
        properties.put("model.folder", "/var/models");
        properties.put("retained.pictures", true);
        properties.put("topk.json", "true");

        VariantOptions options = read(properties);

        LinkProperties link = options.address().orElseThrow().link();
        assertEquals("line1", link.clientId());
        assertEquals("plant/hall1", link.topicRoot());
        assertArrayEquals("secret".toCharArray(), link.password());
        assertEquals(2, options.threads());
        assertEquals(Optional.of(Path.of("/var/models")), options.modelFolder());
        assertEquals(
                new Tuning(
                        "p32",
                        3,
                        8,
                        OverloadPolicy.REFUSE_NEWEST,
                        Duration.ofMillis(250),
                        40,
                        new PictureLimits(1000, 2000),
                        true,
                        true),
                options.tuning());
        assertEquals(List.of(), options.problems());
    }

    @Test
    void read_rubbishEverywhere_collectsAllProblems() {
        Map<String, Object> properties = new HashMap<>();
        for (String name : List.of(
                "broker.url",
                "client.id",
                "user",
                "topic.root",
                "family",
                "variant",
                "k",
                "threads",
                "queue.length",
                "overload",
                "deadline.ms",
                "requester.rate.max",
                "picture.bytes.max",
                "picture.pixels.max",
                "model.folder",
                "topk.json")) {
            properties.put(name, new Object[] {null});
        }

        VariantOptions options = read(properties);

        assertTrue(options.address().isEmpty());
        assertEquals(16, options.problems().size(), options.problems().toString());
    }

    @Test
    void read_folderThatCannotBe_isAProblem() {
        Map<String, Object> properties = new HashMap<>(LEAST);
        properties.put("model.folder", "a\0b");

        assertEquals(1, read(properties).problems().size());
    }

    @Test
    void read_badLimitBesideAGoodAddress_keepsTheAddress() {
        Map<String, Object> properties = new HashMap<>(LEAST);
        properties.put("k", 0);

        assertTrue(read(properties).address().isPresent());
    }

    private static VariantOptions read(Map<String, Object> properties) {
        return VariantOptions.read(properties, "line1", new PlainSecrets());
    }
}
