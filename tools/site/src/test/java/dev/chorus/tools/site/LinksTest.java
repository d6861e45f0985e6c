package dev.chorus.tools.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

    @TempDir
    private Path folder;

    private List<String> broken(String text) throws IOException {
        Files.writeString(folder.resolve("other.md"), "# Other\n## What it is: `code`, once\n## Twice\n## Twice\n");
        Files.writeString(folder.resolve("picture.png"), "");
        Path page = Files.writeString(folder.resolve("page.md"), text);
        return new Links()
                .broken(List.of(page)).stream()
                        .map(line -> line.substring(line.indexOf(": ") + 2))
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a](other.md)",
                "[a](other.md#what-it-is-code-once)",
                "[a](other.md#twice-1)",
                "![a](picture.png)",
                "# Here\n[a](#here)",
                "[a](https://example.org/nowhere)",
                "`[a](nowhere.md)`"
            })
    void link_thatLeadsSomewhere_isFine(String text) throws IOException {
        assertEquals(List.of(), broken(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere.md", "other.md#nothing", "other.md#twice-2", "#nothing", "pictures/picture.png"})
    void link_thatLeadsNowhere_isTold(String link) throws IOException {
        assertEquals(List.of(link), broken("# Page\n| a |\n|---|\n| [a](" + link + ") |\n"));
    }

    @Test
    void picture_thatIsNotThere_isTold() throws IOException {
        assertEquals(List.of("none.png"), broken("![a](none.png)"));
    }
}
