package dev.chorus.packages.tests;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * One metatype file of a bundle, checked by what Kura 5.6 makes of it: its configuration service reads the file by the PID, and its
 * console shows texts, fields, lists and the targets of references.
 */
final class ConsolePage {

    private static final String FOLDER = "OSGI-INF/metatype/";
    private static final String NONE = "(kura.service.pid=changeme)";
    private static final String TARGET = ".target";
    private static final int MOST_FIELDS = 10;

    /** The console shows these escaped; what follows the last bar of a description chooses the kind of field. */
    private static final Pattern SHOWN_ESCAPED = Pattern.compile("['\"&<>|]");

    /** Asks for an empty field. */
    private static final Pattern ASKS_TO_EMPTY = Pattern.compile("(?i)\\bempty\\b|\\bblank\\b");

    private static final Set<String> TYPES =
            Set.of("String", "Long", "Double", "Float", "Integer", "Byte", "Char", "Boolean", "Short", "Password");
    private static final Set<String> NUMBERS = Set.of("Long", "Double", "Float", "Integer", "Byte", "Short");

    private final String file;
    private final Map<String, byte[]> bundle;
    private final List<String> problems = new ArrayList<>();

    private ConsolePage(String file, Map<String, byte[]> bundle) {
        this.file = file;
        this.bundle = bundle;
    }

    /** Whether an entry of a bundle is a metatype file. */
    static boolean isPage(String entry) {
        return entry.startsWith(FOLDER) && entry.endsWith(".xml");
    }

    /**
     * Checks a page.
     *
     * @param file entry of the bundle
     * @param bundle all its entries
     * @return what is wrong; empty if nothing
     */
    static List<String> problems(String file, Map<String, byte[]> bundle) throws IOException {
        ConsolePage page = new ConsolePage(file, bundle);
        page.check();
        return page.problems;
    }

    private void check() throws IOException {
        String pid = file.substring(FOLDER.length(), file.length() - ".xml".length());
        Element root = parse(bundle.get(file));
        List<Element> pages = elements(root, "OCD");
        require(pages.size() == 1, "has " + pages.size() + " OCDs");
        Element ocd = pages.get(0);
        require(pid.equals(ocd.getAttribute("id")), "OCD id is " + ocd.getAttribute("id"));
        Element designate = elements(root, "Designate").get(0);
        require(
                pid.equals(designate.getAttribute("factoryPid")) || pid.equals(designate.getAttribute("pid")),
                "Designate is of another PID");
        elements(ocd, "Icon").forEach(icon -> require(bundle.containsKey(icon.getAttribute("resource")), "no icon"));
        requireText("OCD", ocd, "name");
        requireText("OCD", ocd, "description");
        Element component = component(pid);
        Set<String> names = new HashSet<>();
        Element before = ocd;
        for (Element attribute : elements(ocd, "AD")) {
            require(
                    !attribute.getAttribute("id").endsWith(TARGET)
                            || before.getAttribute("type").equals("Boolean"),
                    attribute.getAttribute("id") + ": no switch before it to go back to none");
            before = attribute;
            require(names.add(attribute.getAttribute("name")), "two are called " + attribute.getAttribute("name"));
            checkAttribute(attribute, component);
        }
    }

    /** The component whose configuration the page shows, by DS. */
    private Element component(String pid) throws IOException {
        byte[] description = bundle.get("OSGI-INF/" + pid + ".xml");
        require(description != null, "no component of that name");
        Element component = parse(description);
        require(pid.equals(component.getAttribute("name")), "the component is " + component.getAttribute("name"));
        require("require".equals(component.getAttribute("configuration-policy")), "configuration is not required");
        for (Element property : elements(component, "property")) {
            require(
                    !property.getAttribute("name").endsWith("service.pid"),
                    "the component declares " + property.getAttribute("name"));
        }
        return component;
    }

    private void checkAttribute(Element attribute, Element component) {
        String id = attribute.getAttribute("id");
        String type = attribute.getAttribute("type");
        boolean required = !"false".equals(attribute.getAttribute("required"));
        boolean target = id.endsWith(TARGET);
        List<Element> options = elements(attribute, "Option");
        require(TYPES.contains(type), id + " has the type " + type);
        requireText(id, attribute, "name");
        requireText(id, attribute, "description");
        require(attribute.getAttribute("description").endsWith("."), id + ": the description is no sentence");
        require(!required || !attribute.getAttribute("default").isEmpty(), id + " is required and has no default");
        if (ASKS_TO_EMPTY.matcher(attribute.getAttribute("description")).find()) {
            boolean canBeEmptied = Set.of("String", "Password").contains(type) && options.isEmpty() && !target;
            require(canBeEmptied && !required, id + ": the console cannot empty it");
        }
        if (NUMBERS.contains(type) && options.isEmpty()) {
            require(attribute.getAttribute("name").matches(".* \\(.+\\)"), id + ": the name has no unit");
            require(!attribute.getAttribute("min").isEmpty(), id + " has no min");
            require(!attribute.getAttribute("max").isEmpty(), id + " has no max");
            require(!attribute.getAttribute("min").equals(attribute.getAttribute("max")), id + " is read-only");
        }
        if (target) {
            checkTarget(attribute, component);
        }
        checkOptions(id, options, attribute.getAttribute("default"));
        checkDefault(id, attribute);
    }

    /** The console lists services for the reference of that name; Kura's default stands for none of them. */
    private void checkTarget(Element attribute, Element component) {
        String id = attribute.getAttribute("id");
        String name = id.substring(0, id.length() - TARGET.length());
        Optional<Element> reference = elements(component, "reference").stream()
                .filter(candidate -> candidate.getAttribute("name").equals(name))
                .findFirst();
        require(reference.isPresent(), id + ": the component has no such reference");
        reference.ifPresent(found ->
                require("0..1".equals(found.getAttribute("cardinality")), id + ": the reference is not optional"));
        require(NONE.equals(attribute.getAttribute("default")), id + ": the default is not " + NONE);
    }

    /** The console keys and sorts options by their labels. */
    private void checkOptions(String id, List<Element> options, String chosen) {
        Set<String> labels = new HashSet<>();
        Set<String> values = new HashSet<>();
        for (Element option : options) {
            requireText(id, option, "label");
            require(labels.add(option.getAttribute("label")), id + ": two options of one label");
            require(values.add(option.getAttribute("value")), id + ": two options of one value");
        }
        require(options.isEmpty() || values.contains(chosen), id + ": the default is no option");
    }

    /** Kura splits defaults at commas and removes backslashes; the console shows ten fields and drops what is beyond. */
    private void checkDefault(String id, Element attribute) {
        String cardinality = attribute.getAttribute("cardinality");
        int fields = cardinality.isEmpty() ? 0 : Math.abs(Integer.parseInt(cardinality));
        require(fields <= MOST_FIELDS, id + " has more than " + MOST_FIELDS + " values");
        String text = attribute.getAttribute("default").replace("\\\\", "").replace("\\,", "");
        require(!text.contains("\\"), id + ": a backslash of the default is lost");
        require(text.split(",", -1).length <= Math.max(1, fields), id + ": the default is split at a comma");
    }

    private void requireText(String id, Element element, String attribute) {
        String text = element.getAttribute(attribute);
        require(!text.isBlank(), id + ": no " + attribute);
        require(!text.startsWith("%"), id + ": the " + attribute + " is not translated");
        require(!SHOWN_ESCAPED.matcher(text).find(), id + ": the " + attribute + " is shown escaped: " + text);
    }

    private void require(boolean condition, String problem) {
        if (!condition) {
            problems.add(file + ": " + problem);
        }
    }

    private static Element parse(byte[] xml) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e);
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
}
