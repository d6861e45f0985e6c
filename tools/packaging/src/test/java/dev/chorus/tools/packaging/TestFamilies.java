package dev.chorus.tools.packaging;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FamilyJson;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A family of one variant, {@code p32}, whose model is {@link #MODEL} unless another is given. */
final class TestFamilies {

    static final byte[] MODEL = {'m', 'o', 'd', 'e', 'l'};

    private TestFamilies() {}

    static Family write(Path folder) throws IOException {
        return write(folder, MODEL);
    }

    static Family write(Path folder, byte[] model) throws IOException {
        Variant variant =
                new Variant("p32", 0.35, 32, 64, 0.5, 3, "p32.onnx", ModelBundle.sha256(model), 1000, 2000, 0.8);
        Family family = new Family("parts", "1.0.0", new LabelSet(List.of("bolt", "nut", "washer")), List.of(variant));
        Files.createDirectories(folder);
        Files.write(folder.resolve("p32.onnx"), model);
        Files.writeString(folder.resolve("family.json"), FamilyJson.write(family));
        return family;
    }
}
