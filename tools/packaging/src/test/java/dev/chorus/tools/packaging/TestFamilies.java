package dev.chorus.tools.packaging;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FamilyJson;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A family of one variant, {@code p32}, whose model is {@link #MODEL}. */
final class TestFamilies {

    /** Its SHA-256 stands below. */
    static final byte[] MODEL = {'m', 'o', 'd', 'e', 'l'};

    private static final String SHA256 = "9372c470eeadd5ecd9c3c74c2b3cb633f8e2f2fad799250a0f70d652b6b825e4";

    private TestFamilies() {}

    static Family write(Path folder) throws IOException {
        Variant variant = new Variant("p32", 0.35, 32, 64, 0.5, 3, "p32.onnx", SHA256, 1000, 2000, 0.8);
        Family family = new Family("parts", "1.0.0", new LabelSet(List.of("bolt", "nut", "washer")), List.of(variant));
        Files.createDirectories(folder);
        Files.write(folder.resolve("p32.onnx"), MODEL);
        Files.writeString(folder.resolve("family.json"), FamilyJson.write(family));
        return family;
    }
}
