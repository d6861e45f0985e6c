package dev.chorus.aggregator.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.aggregator.PlainSecrets;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.service.LinkSecrets;
import dev.chorus.mqtt.service.LinkTls;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static Settings read(Map<String, ?> properties) {
        return Settings.read(properties, new PlainSecrets());
    }

    @Test
    void read_familyAlone_givesDefaults() {
        Settings settings = read(Map.of("family", "parts", "kura.service.pid", "line1"));

        assertNull(settings.problem());
        assertEquals(Duration.ofSeconds(1), settings.deadline());
        assertEquals(1, settings.windows().quorum());
        assertTrue(settings.windows().earlyStop());
        assertEquals(1000, settings.windows().maxOpen());
        assertEquals(5, settings.windows().maxLabels());
        assertEquals("scaled-sum", settings.windows().strategy().name());
        assertEquals(Optional.empty(), settings.cloud());
        Settings.Place place = settings.place().orElseThrow();
        assertEquals("chorus/parts/request", place.topics().request());
        assertTrue(place.link().clientId().endsWith("-line1"), place.link().clientId());
    }

    @Test
    void read_everythingSet_isTaken() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("family", "parts");
        properties.put("broker.url", "mqtt://broker:1884");
        properties.put("client.id", "agg-1");
        properties.put("user", "chorus");
        properties.put("password", "secret");
        properties.put("topic.root", "plant/chorus");
        properties.put("deadline.ms", "250");
        properties.put("quorum", 2L);
        properties.put("strategy", "scaled-sum");
        properties.put("early.stop", "false");
        properties.put("windows.max", 10);
        properties.put("labels.max", 3);
        properties.put("stragglers.after", 5);
        properties.put("variants.allowed", "p48, p72@gateway-*");
        properties.put("aggregators.allowed", "gateway-*");
        properties.put("weight.cap", 3);
        properties.put("weights.learned", true);
        properties.put("reply.topics", "{root}/{family}/reply/#, answers/+");
        properties.put("CloudPublisher.target", "(kura.service.pid=cloud)");
        properties.put("cloud.interval.ms", 5000);
        properties.put("cloud.changes.only", true);
        properties.put("homeassistant.prefix", "homeassistant");

        Settings settings = read(properties);

        assertNull(settings.problem());
        assertEquals(Duration.ofMillis(250), settings.deadline());
        assertEquals(2, settings.windows().quorum());
        assertEquals(false, settings.windows().earlyStop());
        assertEquals(10, settings.windows().maxOpen());
        assertEquals(3, settings.windows().maxLabels());
        assertEquals(5, settings.windows().stragglersAfter());
        assertTrue(settings.windows().learnWeights());
        assertEquals(
                new InstancePolicy(
                        NamePatterns.parse("p48,p72@gateway-*").orElseThrow(),
                        NamePatterns.parse("gateway-*").orElseThrow(),
                        new WeightCap(3)),
                settings.policy());
        assertEquals(
                List.of("{root}/{family}/reply/#", "answers/+"),
                settings.replyTopics().filters());
        assertEquals(
                Optional.of(new CloudOptions("(kura.service.pid=cloud)", Duration.ofSeconds(5), true)),
                settings.cloud());
        assertEquals(Optional.of("homeassistant"), settings.homeAssistant());
        Settings.Place place = settings.place().orElseThrow();
        assertEquals("agg-1", place.link().clientId());
        assertArrayEquals("secret".toCharArray(), place.link().password());
        assertEquals("plant/chorus/parts/request", place.topics().request());
    }

    @ParameterizedTest
    @CsvSource({
        "deadline.ms,0",
        "deadline.ms,60001",
        "deadline.ms,soon",
        "quorum,0",
        "strategy,guess",
        "early.stop,perhaps",
        "stop.disagreement.percent,3",
        "stop.disagreement.percent,some",
        "windows.max,-1",
        "labels.max,1.5",
        "stragglers.after,-1",
        "weight.cap,0",
        "cloud.enabled,off",
        "cloud.interval.ms,-1",
        "cloud.changes.only,TRUE",
        "CloudPublisher.target,cloud",
        "homeassistant.prefix,home/+/assistant"
    })
    void read_wrongOption_isAProblemThatNamesItAtAKnownPlace(String property, String value) {
        Settings settings = read(Map.of("family", "parts", property, value));

        assertTrue(settings.problem().startsWith(property + " must be "), settings.problem());
        assertTrue(settings.problem().endsWith(", was '" + value + "'"), settings.problem());
        assertTrue(settings.place().isPresent());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "variants.allowed|p48 p72",
                "variants.allowed|p48,,p72",
                "variants.allowed|p48@",
                "aggregators.allowed|a/b",
                "reply.topics|answers/#/more",
                "reply.topics|answers+",
                "reply.topics|a,,b",
                "reply.topics|$SYS/#"
            })
    void read_wrongList_isAProblemThatNamesItAtAKnownPlace(String property, String value) {
        Settings settings = read(Map.of("family", "parts", property, value));

        assertTrue(settings.problem().startsWith(property + " must be "), settings.problem());
        assertTrue(settings.problem().endsWith(", was '" + value + "'"), settings.problem());
        assertTrue(settings.place().isPresent());
    }

    @Test
    void read_cloudSwitchedOff_isNoPublisherWhateverIsChosen() {
        Map<String, Object> properties =
                Map.of("family", "parts", "cloud.enabled", false, "CloudPublisher.target", "(kura.service.pid=cloud)");

        assertEquals(Optional.empty(), read(properties).cloud());
        assertNull(read(properties).problem());
    }

    @ParameterizedTest
    @CsvSource({"broker.url,http://broker", "topic.root,a/+/b", "client.id,a b"})
    void read_wrongPlace_isAProblemAndNoPlace(String property, String value) {
        Map<String, Object> properties = new HashMap<>(Map.of("family", "parts"));
        properties.put(property, value);

        Settings settings = read(properties);

        assertTrue(settings.problem().contains(value), settings.problem());
        assertEquals(Optional.empty(), settings.place());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "-"})
    void read_wrongFamily_isAProblemAndAPlaceForTheStatusAlone(String family) {
        Settings settings = read(Map.of("family", family));

        assertTrue(settings.problem().startsWith("family must be "), settings.problem());
        assertEquals(
                Topics.ofUnknownFamily("chorus"), settings.place().orElseThrow().topics());
    }

    @ParameterizedTest
    @ValueSource(strings = {"scaled-sum", "fitted-weights", "log-pool", "majority"})
    void read_strategy_isTaken(String name) {
        Settings settings = read(Map.of("family", "parts", "strategy", name));

        assertNull(settings.problem());
        assertEquals(name, settings.windows().strategy().name());
    }

    @Test
    void read_stopDisagreement_isAShareOfOne() {
        assertEquals(0, read(Map.of("family", "parts")).windows().stopDisagreement());
        assertEquals(
                0.005,
                read(Map.of("family", "parts", "stop.disagreement.percent", "0.5"))
                        .windows()
                        .stopDisagreement());
    }

    @Test
    void read_propertiesOfWrongTypes_neverThrows() {
        Map<String, Object> properties = new HashMap<>();
        for (String name : List.of(
                "family",
                "broker.url",
                "client.id",
                "user",
                "topic.root",
                "deadline.ms",
                "quorum",
                "strategy",
                "early.stop",
                "stop.disagreement.percent",
                "windows.max",
                "labels.max",
                "stragglers.after",
                "weight.cap",
                "variants.allowed",
                "aggregators.allowed",
                "reply.topics",
                "cloud.enabled",
                "cloud.interval.ms",
                "cloud.changes.only",
                "CloudPublisher.target",
                "homeassistant.prefix",
                "kura.service.pid")) {
            properties.put(name, new int[] {1});
        }
        properties.put("nonsense", null);

        Settings settings = read(properties);

        assertEquals(Optional.empty(), settings.place());
        assertTrue(settings.problem().contains("quorum"), settings.problem());
    }

    @Test
    void read_passwordThatCannotBeDecrypted_isAProblemWithoutThePassword() {
        Settings settings = Settings.read(Map.of("family", "parts", "password", "hidden"), new LinkSecrets() {
            @Override
            public String gateway() {
                return "gw";
            }

            @Override
            public char[] password(Object configured) {
                throw new IllegalStateException(configured.toString());
            }

            @Override
            public LinkTls tls(String target, String keyAlias) {
                throw new IllegalStateException(keyAlias);
            }
        });

        assertTrue(settings.problem().contains("password"), settings.problem());
        assertTrue(!settings.problem().contains("hidden"), settings.problem());
    }

    @Test
    void place_equalityDecidesOverTheConnection_optionsDoNotTouchIt() {
        Optional<Settings.Place> place = read(Map.of("family", "parts")).place();

        assertEquals(
                place,
                read(Map.of("family", "parts", "quorum", 3, "deadline.ms", 5)).place());
        assertNotEquals(
                place,
                read(Map.of("family", "parts", "broker.url", "mqtt://other")).place());
        assertNotEquals(place, read(Map.of("family", "tools")).place());
    }
}
