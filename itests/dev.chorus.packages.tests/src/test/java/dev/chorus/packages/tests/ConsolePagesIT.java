package dev.chorus.packages.tests;

import static org.junit.Assert.assertEquals;

import dev.chorus.itests.support.BuiltPackages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.Test;

/** The configuration pages of all bundles in the built packages, by the rules of Kura's console. */
public class ConsolePagesIT {

    private static final String PID = "org.example.Service";

    @Test
    public void pages_ofAllPackages_followTheRulesOfTheConsole() throws IOException {
        List<String> problems = new ArrayList<>();
        TreeSet<String> pages = new TreeSet<>();
        for (Path file : BuiltPackages.all()) {
            for (Map.Entry<String, byte[]> entry :
                    entries(Files.readAllBytes(file)).entrySet()) {
                if (entry.getKey().endsWith(".jar")) {
                    Map<String, byte[]> bundle = entries(entry.getValue());
                    for (String page :
                            bundle.keySet().stream().filter(ConsolePage::isPage).toList()) {
                        pages.add(page);
                        problems.addAll(ConsolePage.problems(page, bundle));
                    }
                }
            }
        }

        assertEquals(String.join("\n", problems), List.of(), problems);
        assertEquals(pages.toString(), 5, pages.size());
    }

    @Test
    public void page_thatTheConsoleCannotShow_isFound() throws IOException {
        String good = "<AD id='name' name='Name' type='String' default='a' description='A name.'/>";
        assertEquals(List.of(), problems(good));
        assertFound("the description is shown escaped", good.replace("A name", "A family&apos;s name"));
        assertFound("the name is shown escaped", good.replace("'Name'", "'a &amp; b'"));
        assertFound("the console cannot empty it", good.replace("A name", "Leave empty for none"));
        assertFound("has more than 10 values", good.replace("id=", "cardinality='11' id="));
        assertFound("the default is split at a comma", good.replace("'a'", "'a,b'"));
        assertFound("a backslash of the default is lost", good.replace("'a'", "'C:\\new'"));
        assertFound("has the type Character", good.replace("String", "Character"));
        assertFound("two are called Name", good + good);
        assertFound("the component has no such reference", good.replace("'name'", "'Other.target'"));
        assertFound("the default is not (kura", good.replace("'name'", "'Ssl.target'"));
        assertFound("no switch before it", good.replace("'name'", "'Ssl.target'"));
        assertFound(
                "two options of one label",
                good.replace("/>", "><Option label='A' value='a'/><Option label='A' value='b'/></AD>"));
    }

    private static void assertFound(String problem, String attributes) throws IOException {
        List<String> problems = problems(attributes);
        assertEquals(
                problem + " in " + problems,
                1,
                problems.stream().filter(found -> found.contains(problem)).count());
    }

    private static List<String> problems(String attributes) throws IOException {
        String page = "OSGI-INF/metatype/" + PID + ".xml";
        Map<String, byte[]> bundle = new HashMap<>();
        bundle.put(
                page,
                ("<MetaData><OCD id='" + PID + "' name='Service' description='A service.'>" + attributes
                                + "</OCD><Designate factoryPid='" + PID + "'/></MetaData>")
                        .getBytes(StandardCharsets.UTF_8));
        bundle.put(
                "OSGI-INF/" + PID + ".xml",
                ("<component name='" + PID + "' configuration-policy='require'>"
                                + "<reference name='Ssl' cardinality='0..1'/></component>")
                        .getBytes(StandardCharsets.UTF_8));
        return ConsolePage.problems(page, bundle);
    }

    private static Map<String, byte[]> entries(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        try (InputStream in = new ByteArrayInputStream(archive);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }
}
