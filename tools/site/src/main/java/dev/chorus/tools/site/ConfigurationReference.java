package dev.chorus.tools.site;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * All that can be configured, as the bundles declare it to Kura's console (Metatype Service, OSGi Compendium 7, 105), as Markdown.
 * Stateless.
 */
final class ConfigurationReference {

    /** Where it is kept, below {@code docs}. */
    static final String FILE = "reference/configuration.md";

    private static final List<String> FACTORIES = List.of(
            "dev.chorus.variant.VariantService",
            "dev.chorus.aggregator.AggregatorService",
            "dev.chorus.web.WebService",
            "dev.chorus.wires.ClassifierService",
            "dev.chorus.variant.InferenceService");

    private ConfigurationReference() {}

    /** The whole page, ending in a line feed. */
    static String text() throws IOException {
        StringBuilder text = new StringBuilder(
                """
                # Configuration reference

                Made by `./chorus site --reference` of what the bundles declare to Kura's console; a test compares. Everything is a property of a component that
                is created by its factory (*Services > +*), under the name that stands here or, in the console, the title. What each does beyond a line is on
                the pages of the [variant](../variant.md), the [aggregator](../aggregator.md), [REST](../rest.md), [wires](../wires.md) and the
                [inference engine](../inference-engine.md).
                """);
        for (String factory : FACTORIES) {
            text.append(section(factory, read(factory)));
        }
        return text.toString();
    }

    private static Element read(String factory) throws IOException {
        String file = "OSGI-INF/metatype/" + factory + ".xml";
        try (InputStream resource =
                ConfigurationReference.class.getClassLoader().getResourceAsStream(file)) {
            if (resource == null) {
                throw new IOException("there is no " + file + " in any bundle");
            }
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(resource)
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static String section(String factory, Element metadata) {
        Element definition = elements(metadata, "OCD").get(0);
        StringBuilder text = new StringBuilder();
        text.append("\n## ")
                .append(definition.getAttribute("name"))
                .append("\nFactory `")
                .append(factory);
        text.append("`. ").append(definition.getAttribute("description")).append("\n\n");
        text.append("| property | title | type | default | allowed | |\n|---|---|---|---|---|---|\n");
        for (Element attribute : elements(definition, "AD")) {
            text.append("| `").append(attribute.getAttribute("id")).append("` | ");
            text.append(cell(attribute.getAttribute("name"))).append(" | ");
            text.append(type(attribute)).append(" | ");
            text.append(code(attribute.getAttribute("default"))).append(" | ");
            text.append(allowed(attribute)).append(" | ");
            text.append(cell(attribute.getAttribute("description"))).append(" |\n");
        }
        return text.toString();
    }

    private static String type(Element attribute) {
        String type = attribute.getAttribute("type");
        return switch (type) {
            case "Integer", "Long" -> "whole number";
            case "Boolean" -> "true, false";
            case "String" -> "text";
            default -> type.toLowerCase(Locale.ROOT);
        };
    }

    private static String allowed(Element attribute) {
        List<Element> options = elements(attribute, "Option");
        if (!options.isEmpty()) {
            return options.stream()
                    .map(option -> code(option.getAttribute("value")))
                    .collect(Collectors.joining(", "));
        }
        return attribute.hasAttribute("min") || attribute.hasAttribute("max")
                ? attribute.getAttribute("min") + " to " + attribute.getAttribute("max")
                : "";
    }

    private static String code(String value) {
        return value.isEmpty() ? "" : "`" + value.replace("|", "\\|") + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static List<Element> elements(Element parent, String tag) {
        NodeList nodes = parent.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int at = 0; at < nodes.getLength(); at++) {
            elements.add((Element) nodes.item(at));
        }
        return elements;
    }
}
