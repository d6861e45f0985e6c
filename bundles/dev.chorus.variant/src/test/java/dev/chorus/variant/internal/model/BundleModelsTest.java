package dev.chorus.variant.internal.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.eclipse.osgi.launch.EquinoxFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Tests model bundles in a real framework. */
class BundleModelsTest implements ModelCatalog.Listener {

    private final List<String> events = new ArrayList<>();
    private Framework framework;
    private BundleModels models;

    @BeforeEach
    void startFramework(@TempDir Path storage) throws BundleException {
        framework = new EquinoxFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        Constants.FRAMEWORK_STORAGE_CLEAN,
                        "onFirstInit"));
        framework.start();
        models = new BundleModels(framework.getBundleContext());
    }

    @AfterEach
    void stopFramework() throws Exception {
        models.close();
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Override
    public void modelAdded() {
        events.add("added");
    }

    @Override
    public void modelRemoved() {
        events.add("removed");
    }

    @Test
    void open_bundlesThatAreStartedAlready_areFound() throws Exception {
        install("a", "colours/rgb", Map.of()).start();
        install("b", "colours/rgb", Map.of());
        install("c", "colours/cmyk", Map.of()).start();
        install("d", null, Map.of()).start();

        models.open(this);

        assertEquals(List.of("added", "added"), events);
        assertEquals("[bundle a 1.2.0]", models.offering("colours", "rgb").toString());
        assertEquals("[bundle c 1.2.0]", models.offering("colours", "cmyk").toString());
        assertEquals(List.of(), models.offering("colours", "hsv"));
    }

    @Test
    void stop_ofAModelBundle_isReported() throws Exception {
        models.open(this);
        Bundle bundle = install("a", " colours/rgb ", Map.of());

        bundle.start();
        assertEquals(1, models.offering("colours", "rgb").size());
        bundle.stop();

        assertEquals(List.of("added", "removed"), events);
        assertEquals(List.of(), models.offering("colours", "rgb"));
    }

    @Test
    void update_ofAModelBundle_isAnotherPlace() throws Exception {
        models.open(this);
        Bundle bundle = install("a", "colours/rgb", Map.of());
        bundle.start();
        ModelPlace before = models.offering("colours", "rgb").get(0);

        bundle.update(new ByteArrayInputStream(jar("a", "colours/rgb", Map.of("chorus-model/x", new byte[] {1}))));

        ModelPlace after = models.offering("colours", "rgb").get(0);
        assertEquals(List.of("added", "removed", "added"), events);
        assertEquals(false, before.equals(after));
    }

    @Test
    void open_entryOfABundle_readsIt() throws Exception {
        models.open(this);
        Bundle bundle = install("a", "colours/rgb", Map.of("chorus-model/family.json", new byte[] {4, 2}));
        bundle.start();
        ModelPlace place = models.offering("colours", "rgb").get(0);

        assertArrayEquals(new byte[] {4, 2}, place.open("family.json").readAllBytes());
        assertThrows(IOException.class, () -> place.open("rgb.onnx"));
        bundle.uninstall();
        assertThrows(IOException.class, () -> place.open("family.json"));
    }

    private Bundle install(String name, String offer, Map<String, byte[]> entries) throws Exception {
        return framework
                .getBundleContext()
                .installBundle("memory:" + name, new ByteArrayInputStream(jar(name, offer, entries)));
    }

    private static byte[] jar(String name, String offer, Map<String, byte[]> entries) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        headers.putValue(Constants.BUNDLE_VERSION, "1.2.0");
        if (offer != null) {
            headers.putValue("Chorus-Model", offer);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return out.toByteArray();
    }
}
