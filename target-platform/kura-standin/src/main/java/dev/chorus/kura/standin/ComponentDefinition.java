package dev.chorus.kura.standin;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What a metatype file says of a component (OSGi Compendium 7, chapter 105).
 *
 * @param attributes in the order of the file
 */
record ComponentDefinition(List<Attribute> attributes) {

    ComponentDefinition {
        attributes = List.copyOf(attributes);
    }

    /**
     * Reads a metatype file the way Kura does.
     *
     * @param pid the PID the definition must be of
     * @param file not closed
     * @return empty if the file has no OCD of that very id or no Designate of that PID: Kura then goes without a definition
     * @throws IOException if the file is no XML, or names an attribute type that Kura does not know
     */
    static Optional<ComponentDefinition> read(String pid, InputStream file) throws IOException {
        Element root = parse(file).getDocumentElement();
        if (elements(root, "Designate").stream().noneMatch(designate -> designates(designate, pid))) {
            return Optional.empty();
        }
        for (Element ocd : elements(root, "OCD")) {
            if (ocd.getAttribute("id").equals(pid)) {
                return Optional.of(definition(ocd));
            }
        }
        return Optional.empty();
    }

    private static boolean designates(Element designate, String pid) {
        return designate.getAttribute("factoryPid").equals(pid)
                || designate.getAttribute("pid").equals(pid);
    }

    private static ComponentDefinition definition(Element ocd) throws IOException {
        List<Attribute> attributes = new ArrayList<>();
        for (Element ad : elements(ocd, "AD")) {
            String cardinality = ad.getAttribute("cardinality");
            try {
                attributes.add(new Attribute(
                        ad.getAttribute("id"),
                        AttributeType.ofXmlName(ad.getAttribute("type")),
                        cardinality.isEmpty() ? 0 : Integer.parseInt(cardinality),
                        ad.getAttribute("default")));
            } catch (IllegalArgumentException e) {
                throw new IOException("attribute '" + ad.getAttribute("id") + "': " + e.getMessage(), e);
            }
        }
        return new ComponentDefinition(attributes);
    }

    private static Document parse(InputStream file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(file);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("no metatype file: " + e.getMessage(), e);
        }
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int index = 0; index < nodes.getLength(); index++) {
            elements.add((Element) nodes.item(index));
        }
        return elements;
    }

    /** The defaults of all attributes that have one, by attribute id. */
    Map<String, Object> defaults() {
        Map<String, Object> defaults = new LinkedHashMap<>();
        for (Attribute attribute : attributes) {
            attribute.defaultValue().ifPresent(value -> defaults.put(attribute.id(), value));
        }
        return defaults;
    }
}
