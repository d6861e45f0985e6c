package dev.chorus.flow.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What Kura's console makes its configuration pages of, as it is in the built bundles. */
public class ConfigurationPages extends FlowTest {

    private static final Set<String> NUMBERS = Set.of("Integer", "Long", "Double", "Float");

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
                        "SslManagerService.target",
                        "ssl.key.alias",
                        "client.id",
                        "topic.root",
                        "model.folder",
                        "topk.json"),
                ids(page));
        assertComplete(page);
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
                        "labels.max",
                        "strategy",
                        "CloudPublisher.target",
                        "cloud.interval.ms",
                        "cloud.changes.only",
                        "homeassistant.prefix",
                        "SslManagerService.target",
                        "ssl.key.alias",
                        "client.id",
                        "topic.root",
                        "windows.max"),
                ids(page));
        assertComplete(page);
    }

    /** Everything has a name of its own and a description, numbers have unit and range, what must be there has a default. */
    private static void assertComplete(Element page) {
        Set<String> names = new HashSet<>();
        for (Element attribute : elements(page, "AD")) {
            String id = attribute.getAttribute("id");
            assertTrue(id, names.add(attribute.getAttribute("name")));
            assertTrue(id, attribute.getAttribute("description").endsWith("."));
            if (NUMBERS.contains(attribute.getAttribute("type"))) {
                assertTrue(id, attribute.getAttribute("name").matches(".* \\(.+\\)"));
                assertFalse(id, attribute.getAttribute("min").isEmpty());
                assertFalse(id, attribute.getAttribute("max").isEmpty());
            }
            boolean optional = attribute.getAttribute("required").equals("false");
            assertTrue(id, optional || !attribute.getAttribute("default").isEmpty());
            Set<String> labels = new HashSet<>();
            elements(attribute, "Option").forEach(option -> assertTrue(id, labels.add(option.getAttribute("label"))));
        }
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
