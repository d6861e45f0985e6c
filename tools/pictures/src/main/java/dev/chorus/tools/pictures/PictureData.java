package dev.chorus.tools.pictures;

import dev.chorus.tools.files.FileFailure;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The labelled pictures of a folder or a zip file, listed but not read. Any number of threads may read at once. */
public final class PictureData implements Closeable {

    private static final int SHOWN = 10;

    private final Container container;
    private final List<String> labels;
    private final List<PictureFile> files;
    private final List<Skipped> skipped;

    private PictureData(Container container, Tree tree) {
        this.container = container;
        this.skipped = List.copyOf(tree.skipped());
        this.labels = labels(tree);
        Map<String, Integer> indices = new HashMap<>();
        labels.forEach(label -> indices.put(label, indices.size()));
        this.files = tree.leaves().stream()
                .filter(leaf -> leaf.file().isPresent())
                .map(leaf -> new PictureFile(leaf.file().get(), indices.get(leaf.className()), leaf.part()))
                .sorted(Comparator.comparing(PictureFile::name))
                .toList();
    }

    /**
     * Lists what is there. Owns the file until closed.
     *
     * @param place a folder or a zip file
     * @throws IOException if it cannot be read or is neither
     * @throws IllegalArgumentException if there are fewer than two classes, a class has no pictures, or two classes differ in
     *     nothing but upper case, spaces, hyphens and underscores
     */
    public static PictureData open(Path place) throws IOException {
        return open(List.of(place));
    }

    /**
     * Lists what is there, all places together. Owns the files until closed.
     *
     * @param places folders or zip files, at least one; those after the first may lack classes
     * @throws IOException as {@link #open(Path)}
     * @throws IllegalArgumentException as {@link #open(Path)}
     */
    public static PictureData open(List<Path> places) throws IOException {
        try {
            Container container = container(places);
            try {
                return new PictureData(container, new Tree(container.names()));
            } catch (IOException | IllegalArgumentException e) {
                container.close();
                throw e;
            }
        } catch (IllegalArgumentException e) {
            String place = places.stream().map(Path::toString).collect(Collectors.joining(" and "));
            throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
        }
    }

    private static Container container(List<Path> places) throws IOException {
        List<Container> opened = new ArrayList<>();
        try {
            for (Path place : places) {
                if (!Files.exists(place)) {
                    throw FileFailure.mistake(place, "no such folder or zip file");
                }
                opened.add(Container.open(place));
            }
            return opened.size() == 1 ? opened.get(0) : new Several(opened);
        } catch (IOException | IllegalArgumentException e) {
            for (Container one : opened) {
                one.close();
            }
            throw e;
        }
    }

    private static List<String> labels(Tree tree) {
        Map<Part, TreeSet<String>> named = new EnumMap<>(Part.class);
        Map<Part, TreeSet<String>> filled = new EnumMap<>(Part.class);
        for (Tree.Leaf leaf : tree.leaves()) {
            named.computeIfAbsent(leaf.part(), part -> new TreeSet<>()).add(leaf.className());
            if (leaf.file().isPresent()) {
                filled.computeIfAbsent(leaf.part(), part -> new TreeSet<>()).add(leaf.className());
            }
        }
        // Beside train/ and test/, a folder of another name is no class of its own part but of no part at all.
        TreeSet<String> labels = new TreeSet<>();
        named.values().forEach(labels::addAll);
        if (labels.isEmpty() && tree.unlabelled() > 0) {
            throw new IllegalArgumentException("all " + tree.unlabelled()
                    + " pictures are in unlabelled/, allowed are those that somebody has moved to <class>/");
        }
        if (labels.size() < 2) {
            throw new IllegalArgumentException(
                    "there " + (labels.isEmpty() ? "are no classes" : "is a single class, '" + labels.first() + "'")
                            + ", allowed are 2 and more folders of pictures");
        }
        refuseTwoSpellings(labels);
        named.keySet().forEach(part -> refuseEmpty(part, labels, filled.getOrDefault(part, new TreeSet<>())));
        return List.copyOf(labels);
    }

    private static void refuseTwoSpellings(TreeSet<String> labels) {
        Map<String, String> spelled = new TreeMap<>();
        for (String label : labels) {
            String other = spelled.put(label.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", ""), label);
            if (other != null) {
                throw new IllegalArgumentException(
                        "'" + other + "' and '" + label + "' are two spellings of one class, allowed is one");
            }
        }
    }

    private static void refuseEmpty(Part part, TreeSet<String> labels, TreeSet<String> filled) {
        List<String> empty =
                labels.stream().filter(label -> !filled.contains(label)).toList();
        if (!empty.isEmpty()) {
            throw new IllegalArgumentException(
                    (empty.size() == 1 ? "class " : empty.size() + " classes, first ") + "'" + empty.get(0)
                            + "', without pictures" + (part == Part.WHOLE ? "" : " among those of part " + part)
                            + ", allowed is one and more");
        }
    }

    /** The class names in order; the position is the class index. */
    public List<String> labels() {
        return labels;
    }

    /** All pictures, sorted by name. */
    public List<PictureFile> files() {
        return files;
    }

    /** Those of some parts, sorted by name. */
    public List<PictureFile> files(Part... parts) {
        return files.stream()
                .filter(file -> List.of(parts).contains(file.part()))
                .toList();
    }

    /** What to measure with: the test part, else the validation part, else everything. */
    public List<PictureFile> forMeasuring() {
        for (Part part : List.of(Part.TEST, Part.VALIDATION)) {
            List<PictureFile> some = files(part);
            if (!some.isEmpty()) {
                return some;
            }
        }
        return files;
    }

    /** What was found that is no picture of a class, judged by its name. */
    public List<Skipped> skipped() {
        return skipped;
    }

    /**
     * Reads and decodes a picture.
     *
     * @throws UnreadablePictureException if it is not a JPEG or PNG picture of reasonable size: to be skipped
     * @throws IOException if folder or zip file cannot be read any more
     */
    public RasterPicture read(PictureFile file) throws IOException {
        return RasterPicture.decode(content(file));
    }

    /**
     * Reads a picture's file as it is.
     *
     * @throws IOException if folder or zip file cannot be read any more
     */
    public byte[] content(PictureFile file) throws IOException {
        return container.read(file.name());
    }

    /** Tells of files that are left out, the first few by name. */
    public static List<String> describe(List<Skipped> skipped) {
        List<String> lines = new ArrayList<>();
        skipped.stream().limit(SHOWN).forEach(one -> lines.add("skipped " + one.name() + ": " + one.why()));
        if (skipped.size() > SHOWN) {
            lines.add("skipped " + (skipped.size() - SHOWN) + " more");
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        container.close();
    }
}
