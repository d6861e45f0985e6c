package dev.chorus.tools.gateway;

import dev.chorus.tools.packaging.BundleFile;
import dev.chorus.tools.packaging.DeploymentPackage;
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

/** A deployment package with one bundle with one component factory, {@link EchoComponent}. */
final class EchoBundle {

    static final String FACTORY = "test.Echo";
    static final String PACKAGE_NAME = "chorus-test";

    private static final String COMPONENT =
            """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="test.Echo" configuration-policy="require"
                activate="activate" modified="activate" deactivate="deactivate">
              <service><provide interface="org.eclipse.kura.configuration.ConfigurableComponent"/></service>
              <implementation class="dev.chorus.tools.gateway.EchoComponent"/>
            </scr:component>
            """;

    private static final String METATYPE =
            """
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
              <OCD id="test.Echo" name="Echo">
                <AD id="file" type="String"/>
                <AD id="k" type="Integer" default="5"/>
                <AD id="password" type="Password"/>
              </OCD>
              <Designate factoryPid="test.Echo"><Object ocdref="test.Echo"/></Designate>
            </metatype:MetaData>
            """;

    private EchoBundle() {}

    /** Writes the package into a folder. */
    static Path writePackage(Path folder, String version) throws IOException {
        return writePackage(folder, version, "org.osgi.framework");
    }

    /** Writes the package with a bundle that imports another package in addition to Kura's. */
    static Path writePackage(Path folder, String version, String importedPackage) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "test.echo");
        headers.putValue("Bundle-Version", version);
        headers.putValue("Import-Package", "org.eclipse.kura.configuration;version=\"[1.2,2)\"," + importedPackage);
        headers.putValue("Service-Component", "OSGI-INF/echo.xml");
        Path file = folder.resolve("echo-" + version + ".jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            add(jar, "OSGI-INF/echo.xml", COMPONENT.getBytes(StandardCharsets.UTF_8));
            add(jar, "OSGI-INF/metatype/test.Echo.xml", METATYPE.getBytes(StandardCharsets.UTF_8));
            String classFile = EchoComponent.class.getName().replace('.', '/') + ".class";
            try (InputStream content = EchoBundle.class.getClassLoader().getResourceAsStream(classFile)) {
                add(jar, classFile, content.readAllBytes());
            }
        }
        return DeploymentPackage.ofOneVersion(PACKAGE_NAME, List.of(BundleFile.read(file)))
                .writeTo(folder);
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }
}
