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
 * What a Debian package says of itself that does not follow from its bundles.
 *
 * @param synopsis one line for people
 * @param copyright the text of its copyright file, with a line end
 * @param depends what else it needs, each in Debian's form
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
     * Of a feature: the description in its {@code pom.xml}, and where it has them {@code debian/copyright} and {@code
     * debian/depends} with a dependency a line. Without them it is all ours and needs nothing of Debian.
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

    /** Of a model, whose licence is for the family's owner to say. */
    static DebianDetails ofModel(ModelBundle model) {
        String family = model.family().name();
        return new DebianDetails(
                "Variant " + model.variant().id() + " of the image classifiers " + family,
                "A model of the family " + family + ", packaged by Chorus, which added nothing of its own.\n"
                        + "Copyright and licence are those that the owner of the family gives it.\n",
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
            throw new IOException(pom + " has no description, which its Debian package needs");
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("cannot read " + pom, e);
        }
    }
}
