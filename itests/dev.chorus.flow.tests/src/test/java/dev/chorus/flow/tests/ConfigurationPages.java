package dev.chorus.flow.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The order of the attributes on Kura's configuration pages; all other rules are in {@code ConsolePagesIT}. */
public class ConfigurationPages extends FlowTest {

    @Test
    public void variantsPage_asBuilt_hasItsAttributesInTheirOrder() throws Exception {
        Element page = page("dev.chorus.variant", "dev.chorus.variant.VariantService");

        assertEquals(
                List.of(
                        "family",
                        "variant",
                        "broker.url",
                        "user",
                        "password",
                        "k",
                        "deadline.ms",
                        "threads",
                        "queue.length",
                        "overload",
                        "requester.rate.max",
                        "picture.bytes.max",
                        "picture.pixels.max",
                        "retained.pictures",
                        "ssl.service.enabled",
                        "SslManagerService.target",
                        "ssl.key.alias",
                        "client.id",
                        "topic.root",
                        "model.folder",
                        "topk.json"),
                ids(page));
    }

    @Test
    public void aggregatorsPage_asBuilt_hasItsAttributesInTheirOrder() throws Exception {
        Element page = page("dev.chorus.aggregator", "dev.chorus.aggregator.AggregatorService");

        assertEquals(
                List.of(
                        "family",
                        "broker.url",
                        "user",
                        "password",
                        "deadline.ms",
                        "quorum",
                        "early.stop",
                        "stop.disagreement.percent",
                        "stragglers.after",
                        "variants.allowed",
                        "aggregators.allowed",
                        "weight.cap",
                        "weights.learned",
                        "reply.topics",
                        "labels.max",
                        "strategy",
                        "cloud.enabled",
                        "CloudPublisher.target",
                        "cloud.interval.ms",
                        "cloud.changes.only",
                        "homeassistant.prefix",
                        "ssl.service.enabled",
                        "SslManagerService.target",
                        "ssl.key.alias",
                        "client.id",
                        "topic.root",
                        "windows.max"),
                ids(page));
    }

    private Element page(String bundleName, String pid) throws Exception {
        Bundle bundle = gateway.bundles().stream()
                .filter(candidate -> candidate.getSymbolicName().equals(bundleName))
                .findFirst()
                .orElseThrow();
        try (InputStream file =
                bundle.getEntry("OSGI-INF/metatype/" + pid + ".xml").openStream()) {
            Element root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file)
                    .getDocumentElement();
            Element page = elements(root, "OCD").get(0);
            assertEquals(pid, page.getAttribute("id"));
            assertFalse(page.getAttribute("description").isEmpty());
            assertNotNull(bundle.getEntry(elements(page, "Icon").get(0).getAttribute("resource")));
            return page;
        }
    }

    private static List<String> ids(Element page) {
        return elements(page, "AD").stream()
                .map(attribute -> attribute.getAttribute("id"))
                .toList();
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int index = 0; index < nodes.getLength(); index++) {
            elements.add((Element) nodes.item(index));
        }
        return elements;
    }
}
