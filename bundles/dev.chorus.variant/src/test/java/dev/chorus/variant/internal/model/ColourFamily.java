package dev.chorus.variant.internal.model;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FamilyJson;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.testmodels.ColourModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The family {@code colours} with one variant, {@code rgb}, made from a network in memory. */
public final class ColourFamily {

    public static final String FAMILY = "colours";
    public static final String VARIANT = "rgb";
    public static final LabelSet LABELS = new LabelSet(List.of("red", "green", "blue"));

    private ColourFamily() {}

    public static Family of(String version, byte[] onnx) {
        return of(version, 3, sha256(onnx));
    }

    static Family of(String version, int k, String sha256) {
        return new Family(
                FAMILY,
                version,
                LABELS,
                List.of(new Variant(VARIANT, 0.35, 16, 8, 0.5, k, "rgb.onnx", sha256, 9, 9, 1)));
    }

    /** Returns the files as in a folder or a model bundle. */
    public static Map<String, byte[]> files(Family family, byte[] onnx) {
        return Map.of("family.json", FamilyJson.write(family).getBytes(StandardCharsets.UTF_8), "rgb.onnx", onnx);
    }

    public static Map<String, byte[]> files(String version, ColourModel model) {
        byte[] onnx = model.onnx();
        return files(of(version, onnx), onnx);
    }

    /** Writes the files into a folder. */
    public static void write(Path folder, Map<String, byte[]> files) {
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a place with the files in memory. */
    public static ModelPlace place(String name, Map<String, byte[]> files) {
        return new ModelPlace() {
            @Override
            public InputStream open(String file) throws IOException {
                if (!files.containsKey(file)) {
                    throw new NoSuchFileException(file);
                }
                return new ByteArrayInputStream(files.get(file));
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    /** Returns the same place, with a task that runs before a file is opened. */
    public static ModelPlace watched(ModelPlace place, String file, Runnable before) {
        return new ModelPlace() {
            @Override
            public InputStream open(String name) throws IOException {
                if (name.equals(file)) {
                    before.run();
                }
                return place.open(name);
            }

            @Override
            public String toString() {
                return place.toString();
            }
        };
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
