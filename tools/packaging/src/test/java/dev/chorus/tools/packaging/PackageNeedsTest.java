package dev.chorus.tools.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageNeedsTest {

    @TempDir
    Path folder;

    @Test
    void of_importer_areThoseThatExportIt() throws IOException {
        // given
        DeploymentPackage core = bundle("core", Map.of("Export-Package", "core.a;version=\"1.0\",core.b"));
        DeploymentPackage other = bundle("other", Map.of("Export-Package", "other.a"));
        DeploymentPackage importer = bundle(
                "importer",
                Map.of(
                        "Import-Package",
                        "core.b;version=\"[1,2)\",javax.net,importer.own",
                        "Export-Package",
                        "importer.own"));

        // when
        List<DeploymentPackage> needs = new PackageNeeds(List.of(core, other, importer)).of(importer);

        // then
        assertEquals(List.of(core), needs);
    }

    @Test
    void of_optionalImport_needsNothing() throws IOException {
        DeploymentPackage core = bundle("core", Map.of("Export-Package", "core.a"));
        DeploymentPackage importer =
                bundle("importer", Map.of("Import-Package", "core.a;resolution:=optional;version=\"1\""));

        assertEquals(List.of(), new PackageNeeds(List.of(core, importer)).of(importer));
    }

    private DeploymentPackage bundle(String name, Map<String, String> headers) throws IOException {
        Path file = TestBundles.write(folder.resolve(name + ".jar"), "test." + name, "1.0.0", headers, "content.txt");
        return DeploymentPackage.ofOneVersion(name, List.of(BundleFile.read(file)));
    }
}
