package dev.chorus.tools.testgateway;

import dev.chorus.tools.packaging.Architecture;
import dev.chorus.tools.packaging.BundleFile;
import dev.chorus.tools.packaging.DeploymentPackage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Deployment packages with the names of Chorus' own, whose bundles are nearly empty. */
public final class SmallPackages {

    private static final String IMPORT = "Import-Package";
    private static final String EXPORT = "Export-Package";
    private static final String CORE = "dev.chorus.core.protocol;version=\"[1.0,2)\"";
    private static final String FACTORY =
            """
            <MetaData xmlns="http://www.osgi.org/xmlns/metatype/v1.3.0">
              <OCD id="%1$s" name="Small">
                <AD id="broker.url" type="String" default="mqtt://localhost:1883"/>
                <AD id="family" type="String" default="parts"/>
                <AD id="variant" type="String"/>
                <AD id="user" type="String"/>
                <AD id="password" type="Password"/>
                <AD id="k" type="Integer" default="5"/>
              </OCD>
              <Designate factoryPid="%1$s"><Object ocdref="%1$s"/></Designate>
            </MetaData>
            """;

    /** Headers by bundle, as far as the stand-in resolves them. */
    private static final Map<String, Map<String, String>> HEADERS = Map.of(
            "dev.chorus.core", Map.of(EXPORT, "dev.chorus.core.protocol;version=\"1.0.0\""),
            "dev.chorus.mqtt", Map.of(IMPORT, CORE, EXPORT, "dev.chorus.mqtt.api;version=\"1.0.0\""),
            "dev.chorus.onnxruntime",
                    Map.of(
                            EXPORT,
                            "ai.onnxruntime;version=\"1.28.0\"",
                            Architecture.NATIVE_CODE,
                            "a.so;osname=Linux;processor=x86-64,b.so;osname=Linux;processor=aarch64"),
            "dev.chorus.inference",
                    Map.of(
                            IMPORT,
                            CORE + ",ai.onnxruntime;version=\"[1.28,2)\"",
                            EXPORT,
                            "dev.chorus.inference.api;version=\"1.0.0\""),
            "dev.chorus.variant", Map.of(IMPORT, CORE + ",dev.chorus.inference.api;version=\"[1.0,2)\""),
            "dev.chorus.aggregator", Map.of(IMPORT, CORE),
            "dev.chorus.wires", Map.of(IMPORT, CORE),
            "dev.chorus.web", Map.of(IMPORT, CORE + ",javax.ws.rs;version=\"[2.0,3)\""));

    private final Map<String, Map<String, String>> headers = new HashMap<>(HEADERS);
    private final Path folder;

    /** @param folder for packages and bundles; created where it is missing */
    public SmallPackages(Path folder) {
        this.folder = folder;
    }

    /** Replaces the headers of a bundle in packages written from now on. */
    public SmallPackages with(String bundle, Map<String, String> others) {
        headers.put(bundle, others);
        return this;
    }

    /** Writes what a release consists of, and the model of variant p48 of family parts in version 1.0.0; returns the folder. */
    public Path writeRelease(String version) throws IOException {
        write("chorus-core", version, "dev.chorus.core", "dev.chorus.mqtt");
        write("chorus-onnxruntime", "1.28.0", "dev.chorus.onnxruntime");
        write("chorus-variant", version, "dev.chorus.variant", "dev.chorus.inference");
        write("chorus-aggregator", version, "dev.chorus.aggregator");
        write("chorus-web", version, "dev.chorus.web");
        write("chorus-model-parts-p48", "1.0.0", "dev.chorus.models.parts.p48");
        return folder;
    }

    /** Writes one package; those of services bring their factory. */
    public Path write(String name, String version, String... bundles) throws IOException {
        Path jars = Files.createDirectories(folder.resolve("bundles"));
        return new DeploymentPackage(
                        name,
                        version,
                        List.of(bundles).stream()
                                .map(bundle -> new BundleFile(jars.resolve(bundle + "_" + version), bundle, version))
                                .map(this::writeBundle)
                                .toList())
                .writeTo(folder);
    }

    private BundleFile writeBundle(BundleFile bundle) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-SymbolicName", bundle.symbolicName());
        attributes.putValue("Bundle-Version", bundle.version());
        headers.getOrDefault(bundle.symbolicName(), Map.of()).forEach(attributes::putValue);
        try (OutputStream out = Files.newOutputStream(bundle.path());
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            String pid =
                    switch (bundle.symbolicName()) {
                        case "dev.chorus.variant" -> "dev.chorus.variant.VariantService";
                        case "dev.chorus.aggregator" -> "dev.chorus.aggregator.AggregatorService";
                        case "dev.chorus.web" -> "dev.chorus.web.WebService";
                        default -> null;
                    };
            if (pid != null) {
                jar.putNextEntry(new JarEntry("OSGI-INF/metatype/" + pid + ".xml"));
                jar.write(String.format(FACTORY, pid).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bundle;
    }
}
