package dev.chorus.itests.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The bundles that a gateway needs for HTTP, with {@link RoleCheck} added. */
final class RoleCheckBundle {

    private static final String COMPONENT =
            """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="test.RoleCheck">
              <service><provide interface="javax.ws.rs.container.DynamicFeature"/></service>
              <implementation class="dev.chorus.itests.demo.RoleCheck"/>
            </scr:component>
            """;

    private RoleCheckBundle() {}

    /**
     * Writes a folder of bundles.
     *
     * @param http the bundles without it
     * @param folder is created
     */
    static Path addTo(Path http, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var files = Files.list(http)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "test.rolecheck");
        headers.putValue(
                "Import-Package", "javax.annotation.security,javax.ws.rs.container,javax.ws.rs.core,javax.ws.rs.ext");
        headers.putValue("Service-Component", "OSGI-INF/rolecheck.xml");
        try (OutputStream out = Files.newOutputStream(folder.resolve("rolecheck.jar"));
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            add(jar, "OSGI-INF/rolecheck.xml", COMPONENT.getBytes(StandardCharsets.UTF_8));
            for (String name : List.of("RoleCheck", "RoleCheck$Filter")) {
                String file = name + ".class";
                try (InputStream content = RoleCheckBundle.class.getResourceAsStream(file)) {
                    add(jar, "dev/chorus/itests/demo/" + file, content.readAllBytes());
                }
            }
        }
        return folder;
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }
}
