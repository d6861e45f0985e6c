package dev.chorus.tools.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Fields of a Debian package that do not follow from its bundles.
 *
 * @param synopsis one-line description
 * @param copyright text of the copyright file, ends in a line feed
 * @param depends additional dependencies, each in Debian's form
 */
record DebianDetails(String synopsis, String copyright, List<String> depends) {

    private static final String OURS =
            """
            Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
            Upstream-Name: Chorus

            Files: *
            Copyright: 2026 The Chorus authors
            License: Apache-2.0
             On Debian systems the text of the Apache License, version 2.0, is in
             /usr/share/common-licenses/Apache-2.0.
            """;

    /**
     * Reads the details of a feature: the description in {@code pom.xml}, and if present {@code debian/copyright} and
     * {@code debian/depends} with one dependency per line. Without these files the copyright is Chorus' and no
     * dependency is added.
     *
     * @throws IOException if {@code pom.xml} cannot be read or has no description
     */
    static DebianDetails ofFeature(Path folder) throws IOException {
        Path copyright = folder.resolve("debian/copyright");
        Path depends = folder.resolve("debian/depends");
        return new DebianDetails(
                description(folder.resolve("pom.xml")),
                Files.exists(copyright) ? Files.readString(copyright) : OURS,
                Files.exists(depends) ? Files.readAllLines(depends) : List.of());
    }

    /** Returns the details of a model, whose license only the owner of the family can state. */
    static DebianDetails ofModel(ModelBundle model) {
        String family = model.family().name();
        return new DebianDetails(
                "Variant " + model.variant().id() + " of the image classifiers " + family,
                "A model of the family " + family + ", packaged by Chorus without additions.\n"
                        + "Copyright and license are those of the family's owner.\n",
                List.of());
    }

    private static String description(Path pom) throws IOException {
        try {
            Node project = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile())
                    .getDocumentElement();
            for (Node node = project.getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node.getNodeName().equals("description")) {
                    return node.getTextContent().trim();
                }
            }
            throw new IOException(pom + " has no description, which the Debian package requires");
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("cannot read " + pom, e);
        }
    }
}
