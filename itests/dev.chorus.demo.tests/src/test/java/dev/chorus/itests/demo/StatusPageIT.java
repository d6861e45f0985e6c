package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.core.protocol.GroundTruth;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.tools.gateway.ClonePackages;
import dev.chorus.tools.gateway.ComponentSettings;
import dev.chorus.tools.gateway.GatewayProcess;
import dev.chorus.tools.gateway.GatewaySetup;
import dev.chorus.tools.parts.PartClass;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The status page in a real browser, before an aggregator and four variants in processes of their own. */
@Tag("chromium")
@TestMethodOrder(OrderAnnotation.class)
class StatusPageIT {

    private static final List<String> VARIANTS = List.of("p48", "p56", "p64", "p72");
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int DEADLINE_MILLIS = 60_000;

    /** Sooner than a missing heartbeat is noticed: 35 s. */
    private static final Duration OFFLINE_WITHIN = Duration.ofSeconds(30);

    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    @TempDir
    private static Path folder;

    private static ClonePackages clone;
    private static EmbeddedBroker broker;
    private static final Map<String, GatewayProcess> GATEWAYS = new LinkedHashMap<>();
    private static Chromium browser;
    private static String page;

    @BeforeAll
    static void start() throws Exception {
        clone = ClonePackages.ofChorus().orElseThrow();
        broker = EmbeddedBroker.start();
        int port = OneGateway.freePort();
        page = "http://127.0.0.1:" + port + "/chorus";
        launch(
                "aggregator",
                List.of("chorus-core", "chorus-aggregator", "chorus-web"),
                List.of(
                        component("dev.chorus.aggregator.AggregatorService", "aggregator", Map.of("early.stop", false)),
                        component("dev.chorus.web.WebService", "web", Map.of())),
                port);
        for (String variant : VARIANTS) {
            launch(
                    variant,
                    List.of("chorus-core", "chorus-onnxruntime", "chorus-variant", "chorus-model-parts-" + variant),
                    List.of(component("dev.chorus.variant.VariantService", variant, Map.of("variant", variant))),
                    0);
        }
        for (GatewayProcess gateway : GATEWAYS.values()) {
            gateway.awaitReady(PATIENCE);
        }
        browser = new Chromium(folder.resolve("chromium"));
        browser.open(page);
        await(PATIENCE, "[...document.querySelectorAll('#variants .state.good')].length === 4");
    }

    private static ComponentSettings component(String factory, String pid, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("broker.url", broker.url());
        properties.put("family", "parts");
        properties.put("client.id", pid);
        properties.put("deadline.ms", DEADLINE_MILLIS);
        return new ComponentSettings(factory, pid, properties);
    }

    private static void launch(String name, List<String> packages, List<ComponentSettings> components, int port)
            throws IOException {
        List<Path> files = new ArrayList<>();
        for (String each : packages) {
            files.add(clone.packageFile(each));
        }
        GatewaySetup setup = new GatewaySetup(
                folder.resolve(name), clone.platform(), files, components, folder.resolve(name + ".log"));
        GATEWAYS.put(
                name, GatewayProcess.launch(port == 0 ? setup : setup.with(new GatewaySetup.Http(clone.http(), port))));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        GATEWAYS.values().forEach(GatewayProcess::close);
        broker.close();
    }

    private static void await(Duration patience, String condition) throws Exception {
        long until = System.nanoTime() + patience.toNanos();
        while (!browser.evaluate(condition).getAsBoolean()) {
            if (System.nanoTime() > until) {
                browser.screenshot(SCREENSHOTS.resolve("failed.png"));
                throw new AssertionError("it does not come to that: " + condition + "; the page says "
                        + browser.evaluate("document.body.innerText"));
            }
            Thread.sleep(50);
        }
    }

    @Test
    @Order(1)
    void page_openedAgain_waitsForNothingElseToBePainted() throws Exception {
        browser.open(page);
        await(PATIENCE, "performance.getEntriesByType('paint').some(one => one.name === 'first-contentful-paint')");

        JsonElement blocking = browser.evaluate("performance.getEntriesByType('resource')"
                + ".filter(one => one.renderBlockingStatus !== 'non-blocking').map(one => one.name).join(' ')");

        assertEquals("", blocking.getAsString());
    }

    @Test
    @Order(2)
    void page_withAPictureDroppedOnIt_showsFourRankingsBesideTheFusedOne() throws Exception {
        browser.drop("#drop", PartClass.GEAR);

        await(PATIENCE, "document.querySelectorAll('#asked .variant').length === 4");
        assertEquals(
                "[\"p48\",\"p56\",\"p64\",\"p72\"]",
                browser.evaluate("[...document.querySelectorAll('#asked .variant h3')].map(e => e.textContent).sort()")
                        .toString());
        assertEquals(
                20,
                browser.evaluate("document.querySelectorAll('#asked .variant li').length")
                        .getAsInt());
        String answer = browser.evaluate("document.querySelector('#fused li').innerText")
                .getAsString();
        assertTrue(browser.evaluate("document.getElementById('asking').textContent")
                .getAsString()
                .startsWith("It is " + answer.split("\\s+")[0]));
        browser.screenshot(SCREENSHOTS.resolve("status-page.png"));
    }

    @Test
    @Order(3)
    void page_whereSomebodyTellsTheTruth_showsHowOftenAnswersAreRight() throws Exception {
        String results = page.replace("/chorus", "/services/chorus/v1/families/parts/results?limit=1");
        JsonObject last = JsonParser.parseString(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(URI.create(results)).build(), BodyHandlers.ofString())
                        .body())
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject();
        String label = last.getAsJsonArray("labels")
                .get(0)
                .getAsJsonObject()
                .get("label")
                .getAsString();
        RequestId id = RequestId.ofBytes(HexFormat.of().parseHex(last.get("id").getAsString()), false);

        try (MqttLink whoKnows =
                MqttLink.create(LinkSettings.builder(broker.url(), "who-knows").build(), any -> {})) {
            whoKnows.start();
            whoKnows.publish(Publication.atLeastOnce(
                            new Topics(Topics.DEFAULT_ROOT, "parts").truth(), new GroundTruth(id, label).encode()))
                    .get(120, TimeUnit.SECONDS);
            await(PATIENCE, "document.querySelectorAll('#accuracy .card').length === 5");
        }

        assertEquals(
                "Fused 100.0 % right 1 of 1",
                browser.evaluate("document.querySelector('#accuracy .card').innerText.replace(/\\s+/g, ' ')")
                        .getAsString());
    }

    @Test
    @Order(4)
    void page_hasNoSeriousFaultForThoseWhoCannotSeeIt() throws Exception {
        assertEquals(List.of(), browser.accessibilityFaults());
    }

    @Test
    @Order(5)
    void family_chosenWithAClick_staysShown() throws Exception {
        browser.click("#family");

        await(PATIENCE, "document.getElementById('family').value === 'parts'");
        JsonElement shown = browser.evaluate("document.querySelectorAll('#variants .card').length");
        assertEquals(4, shown.getAsInt());
    }

    @Test
    @Order(6)
    void gateway_killed_isNamedOfflineBeforeItsHeartbeatIsMissing() throws Exception {
        GATEWAYS.get("p64").kill();

        await(
                OFFLINE_WITHIN,
                "[...document.querySelectorAll('#variants .card')].some(card => card.querySelector('h3').textContent === 'p64'"
                        + " && card.querySelector('.state').textContent === 'offline')");
        browser.screenshot(SCREENSHOTS.resolve("gateway-killed.png"));
    }
}
