package dev.chorus.tools.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.files.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documentation of this clone. */
class DocumentationTest {

    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

    @TempDir
    private Path out;

    @Test
    void links_ofAllPages_leadSomewhere() throws IOException {
        List<Path> pages = Links.pagesOf(HOME);

        assertTrue(pages.contains(HOME.resolve("README.md")));
        assertEquals(List.of(), new Links().broken(pages));
    }

    @Test
    void reference_isWhatTheBundlesDeclare() throws IOException {
        String committed = Files.readString(HOME.resolve("docs").resolve(ConfigurationReference.FILE));

        assertEquals(ConfigurationReference.text(), committed, "./chorus site --reference writes it anew, commit that");
    }

    @Test
    void navigation_namesEveryPageOfTheDocumentation() throws IOException {
        Set<String> named = Navigation.read(HOME.resolve("mkdocs.yml")).pages().stream()
                .map(Navigation.Entry::file)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there;
        try (Stream<Path> files = Files.walk(HOME.resolve("docs"))) {
            there = files.filter(file -> file.toString().endsWith(".md"))
                    .map(file -> HOME.resolve("docs").relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        // Outside docs: what GitHub wants at the top.
        named.removeIf(page -> page.startsWith("../"));

        assertEquals(there, named);
    }

    @Test
    void site_hasNoLinkThatLeadsNowhere() throws IOException {
        SiteBuilder site = new SiteBuilder(HOME, out);

        int pages = site.build();

        assertTrue(pages >= 25, pages + " pages");
        try (Stream<Path> files = Files.walk(out)) {
            for (Path page :
                    files.filter(file -> file.toString().endsWith(".html")).toList()) {
                for (String link : SiteLinks.of(page)) {
                    assertTrue(SiteLinks.leadsSomewhere(page, link), page + ": " + link);
                }
            }
        }
    }

    @Test
    void site_diskFull_namesThePage() throws IOException {
        Path page = Files.createSymbolicLink(out.resolve("index.html"), Path.of("/dev/full"));
        SiteBuilder site = new SiteBuilder(HOME, out);

        FileFailure failure = assertThrows(FileFailure.class, site::build);

        assertTrue(
                failure.getMessage().startsWith("cannot write " + page + ": No space left on device; "),
                failure.getMessage());
    }
}
