package dev.chorus.tools.site;

import dev.chorus.tools.files.InputFile;
import dev.chorus.tools.files.OutputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.commonmark.node.Heading;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Renders the pages of the navigation, and whatever else of the repository they link to: pages too, other files as they are. The site
 * needs nothing from elsewhere, and no server. For one thread, once.
 */
final class SiteBuilder {

    /** Below the site: what does not come from {@code docs}. */
    private static final String REPOSITORY = "repository/";

    private final Path home;
    private final Path out;
    private final Navigation navigation;
    private final String template;
    private final Deque<Path> left = new ArrayDeque<>();
    private final Set<Path> met = new HashSet<>();

    /**
     * @param home the repository
     * @param out where the site is written
     */
    SiteBuilder(Path home, Path out) throws IOException {
        this.home = home.toAbsolutePath().normalize();
        this.out = out;
        this.navigation = Navigation.read(home.resolve("mkdocs.yml"));
        try (InputStream resource = SiteBuilder.class.getResourceAsStream("page.html")) {
            this.template = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Writes the site.
     *
     * @return how many pages
     */
    int build() throws IOException {
        for (Navigation.Entry page : navigation.pages()) {
            meet(home.resolve("docs").resolve(page.file()).normalize());
        }
        int pages = 0;
        while (!left.isEmpty()) {
            Path file = left.poll();
            Path target = out.resolve(place(file));
            Files.createDirectories(target.getParent());
            if (file.toString().endsWith(".md")) {
                OutputFile.write(target, page(file));
                pages++;
            } else {
                OutputFile.write(target, InputFile.bytes(file));
            }
        }
        return pages;
    }

    private void meet(Path file) {
        if (met.add(file)) {
            left.add(file);
        }
    }

    /** Where a file of the repository is in the site. */
    private String place(Path file) {
        Path docs = home.resolve("docs");
        String place = file.startsWith(docs) ? docs.relativize(file).toString() : REPOSITORY + home.relativize(file);
        return place.endsWith(".md") ? place.substring(0, place.length() - 3) + ".html" : place;
    }

    private String page(Path file) throws IOException {
        Markdown markdown = Markdown.read(file);
        String content = HtmlRenderer.builder()
                .extensions(Markdown.EXTENSIONS)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (node instanceof Heading heading) {
                        attributes.put("id", markdown.anchors().get(heading));
                    }
                    attributes.computeIfPresent("href", (key, link) -> rewritten(file, link));
                    attributes.computeIfPresent("src", (key, link) -> rewritten(file, link));
                })
                .build()
                .render(markdown.document())
                .replace("<table>", "<div class=\"scroll\" tabindex=\"0\"><table>")
                .replace("</table>", "</table></div>");
        return template.replace(
                        "{{title}}", escaped(markdown.title(file.getFileName().toString())))
                .replace("{{site}}", escaped(navigation.name()))
                .replace("{{navigation}}", navigation(file))
                .replace("{{content}}", content);
    }

    /** A link from one page of the site to another. */
    private String rewritten(Path from, String link) {
        if (Links.isElsewhere(link) || link.startsWith("#")) {
            return link;
        }
        int hash = link.indexOf('#');
        Path target =
                from.resolveSibling(hash < 0 ? link : link.substring(0, hash)).normalize();
        if (Files.isDirectory(target)) {
            target = target.resolve("README.md");
        }
        if (!Files.isRegularFile(target)) {
            return "#";
        }
        meet(target);
        return relative(from, target) + (hash < 0 ? "" : link.substring(hash));
    }

    private String relative(Path from, Path target) {
        Path here = Path.of(place(from)).getParent();
        Path there = Path.of(place(target));
        return (here == null ? there : here.relativize(there)).toString();
    }

    private String navigation(Path current) {
        StringBuilder html = new StringBuilder();
        for (Navigation.Chapter chapter : navigation.chapters()) {
            if (!chapter.title().isEmpty()) {
                html.append("<h2>").append(escaped(chapter.title())).append("</h2>\n");
            }
            html.append("<ul>\n");
            for (Navigation.Entry page : chapter.pages()) {
                Path file = home.resolve("docs").resolve(page.file()).normalize();
                html.append("<li><a href=\"")
                        .append(escaped(relative(current, file)))
                        .append(file.equals(current) ? "\" aria-current=\"page\">" : "\">")
                        .append(escaped(page.title()))
                        .append("</a></li>\n");
            }
            html.append("</ul>\n");
        }
        return html.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** The pages of the navigation that are not there. */
    List<String> missing() {
        return navigation.pages().stream()
                .map(Navigation.Entry::file)
                .filter(file -> !Files.isRegularFile(home.resolve("docs").resolve(file)))
                .toList();
    }
}
