package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.gateway.ClonePackages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/components.md} against what the build has made. */
class ComponentsIT {

    private static final Pattern HEADING = Pattern.compile("## (.*)");
    private static final Pattern ROW =
            Pattern.compile("\\| (\\S+) \\| (\\d\\S*) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|");
    private static final Pattern ARCHIVE = Pattern.compile("(.+?)-(\\d[\\w.]*)\\.jar");
    private static final String OURS = "dev.chorus.";

    private final ClonePackages clone = ClonePackages.ofChorus().orElseThrow();

    @Test
    void platform_isWhatThePageSays() throws Exception {
        Map<String, String> built = archives(clone.platform());
        // On the launcher's class path.
        built.put("org.eclipse.osgi", "3.16.0");

        assertEquals(built, page("The platform of `./chorus gateway`"));
        assertTrue(
                System.getProperty("java.class.path").contains("org.eclipse.osgi-3.16.0.jar"),
                System.getProperty("java.class.path"));
    }

    @Test
    void http_isWhatThePageSays() throws Exception {
        assertEquals(archives(clone.http()), page("With `--http`"));
    }

    @Test
    void packages_containWhatThePageSays() throws Exception {
        Map<String, String> page = page("In the packages for Kura");

        assertEquals(Set.of("onnxruntime", "org.eclipse.paho.mqttv5.client"), page.keySet());
        assertEquals(property("onnxruntime.version"), page.get("onnxruntime"));
        assertEquals(property("paho.version"), page.get("org.eclipse.paho.mqttv5.client"));
        assertEquals(Set.of("ai/onnxruntime", "native/ai", "org/eclipse/paho"), foreignPackages());
    }

    @Test
    void logback_isTheVersionThatThePageNames() throws Exception {
        assertTrue(text().contains("logback-classic " + property("logback.version") + ","), "logback");
    }

    private String text() throws IOException {
        return Files.readString(clone.home().resolve("docs/reference/components.md"));
    }

    /** Names and versions of a table. */
    private Map<String, String> page(String heading) throws IOException {
        Map<String, String> components = new TreeMap<>();
        String current = "";
        for (String line : text().lines().toList()) {
            Matcher title = HEADING.matcher(line);
            Matcher row = ROW.matcher(line);
            if (title.matches()) {
                current = title.group(1);
            } else if (current.equals(heading) && row.matches()) {
                components.put(row.group(1), row.group(2));
            }
        }
        return components;
    }

    private static Map<String, String> archives(Path folder) throws IOException {
        Map<String, String> archives = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher name = ARCHIVE.matcher(file.getFileName().toString());
                assertTrue(name.matches(), file.toString());
                if (!name.group(1).startsWith(OURS)) {
                    archives.put(name.group(1), name.group(2));
                }
            }
        }
        return archives;
    }

    private String property(String name) throws IOException {
        Matcher value = Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<")
                .matcher(Files.readString(clone.home().resolve("pom.xml")));
        assertTrue(value.find(), name);
        return value.group(1);
    }

    /** Where classes and libraries of others lie in the bundles of all packages, two folders deep. */
    private Set<String> foreignPackages() throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.list(clone.home().resolve("dp-packaging/target/dp"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".dp")).toList()) {
                try (InputStream in = Files.newInputStream(file);
                        ZipInputStream zip = new ZipInputStream(in)) {
                    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                        if (entry.getName().endsWith(".jar")) {
                            collect(new ZipInputStream(zip), found);
                        }
                    }
                }
            }
        }
        return found;
    }

    private static void collect(ZipInputStream bundle, Set<String> found) throws IOException {
        for (ZipEntry entry = bundle.getNextEntry(); entry != null; entry = bundle.getNextEntry()) {
            String name = entry.getName();
            boolean code = name.endsWith(".class") || name.endsWith(".so") || name.endsWith(".jar");
            if (code && !name.startsWith("dev/chorus/")) {
                String[] folders = name.split("/");
                int depth = folders[0].equals("org") ? 3 : 2;
                found.add(String.join("/", Arrays.copyOf(folders, Math.min(depth, folders.length))));
            }
        }
    }
}
