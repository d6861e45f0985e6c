package dev.chorus.tools.testgateway;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What a metatype file describes: a factory and its attributes.
 *
 * @param factoryPid empty where it describes no factory
 */
record Definition(String factoryPid, String name, List<Attribute> attributes) {

    /**
     * One attribute.
     *
     * @param type as REST names it, such as {@code STRING}
     * @param defaultText empty where there is none
     */
    record Attribute(String id, String type, String defaultText) {

        JsonObject seeded() {
            JsonObject property = new JsonObject();
            property.addProperty("type", type);
            switch (type) {
                case "INTEGER", "LONG", "SHORT", "BYTE" -> property.addProperty("value", Long.valueOf(defaultText));
                case "DOUBLE", "FLOAT" -> property.addProperty("value", Double.valueOf(defaultText));
                case "BOOLEAN" -> property.addProperty("value", Boolean.valueOf(defaultText));
                default -> property.addProperty("value", defaultText);
            }
            return property;
        }
    }

    static Definition read(InputStream file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Element root = factory.newDocumentBuilder().parse(file).getDocumentElement();
            Element ocd = first(root, "OCD");
            List<Attribute> attributes = new ArrayList<>();
            NodeList ads = ocd.getElementsByTagName("AD");
            for (int at = 0; at < ads.getLength(); at++) {
                Element ad = (Element) ads.item(at);
                attributes.add(new Attribute(
                        ad.getAttribute("id"),
                        ad.getAttribute("type").toUpperCase(Locale.ROOT),
                        ad.getAttribute("default")));
            }
            return new Definition(
                    first(root, "Designate").getAttribute("factoryPid"), ocd.getAttribute("name"), attributes);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e);
        }
    }

    private static Element first(Element root, String tag) throws IOException {
        if (root.getElementsByTagName(tag).item(0) instanceof Element element) {
            return element;
        }
        throw new IOException("no " + tag);
    }

    /** What a new component has. */
    JsonObject defaults() {
        JsonObject properties = new JsonObject();
        for (Attribute attribute : attributes) {
            if (!attribute.defaultText().isEmpty()) {
                properties.add(attribute.id(), attribute.seeded());
            }
        }
        return properties;
    }

    boolean isPassword(String id) {
        return attributes.stream()
                .anyMatch(attribute ->
                        attribute.id().equals(id) && attribute.type().equals("PASSWORD"));
    }

    /** As REST shows it. */
    JsonObject json() {
        JsonArray ads = new JsonArray();
        for (Attribute attribute : attributes) {
            JsonObject ad = new JsonObject();
            ad.addProperty("id", attribute.id());
            ad.addProperty("name", attribute.id());
            ad.addProperty("type", attribute.type());
            ad.add("cardinality", new JsonPrimitive(0));
            ad.addProperty("defaultValue", attribute.defaultText());
            ads.add(ad);
        }
        JsonObject definition = new JsonObject();
        definition.addProperty("id", factoryPid);
        definition.addProperty("name", name);
        definition.add("ad", ads);
        return definition;
    }
}
