package dev.chorus.web.internal.keep;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chorus.core.files.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps pictures as files {@code <folder>/unlabelled/<top label>/<time>-<request>.jpg}, each with a {@code .json}
 * file that contains the reasons. To label a picture, an operator moves it to {@code <folder>/<class>/}; the folder
 * then is an input of {@code ./chorus train}. Only unlabeled pictures count towards the limits; beyond them the
 * oldest is removed. Folders and files created here are readable by their owner only. For one thread.
 */
final class KeptFolder implements Place {

    static final String UNLABELLED = "unlabelled";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
    private static final int MAX_NAME = 100;

    private final Path unlabelled;
    private final int mostPictures;
    private final long mostBytes;
    private Deque<Kept> kept;
    private long bytes;

    private record Kept(Path picture, long bytes) {}

    /**
     * Creates a store; accesses no file yet.
     *
     * @param folder of one family
     */
    KeptFolder(Path folder, KeepOptions options) {
        this.unlabelled = folder.resolve(UNLABELLED);
        this.mostPictures = options.mostPictures();
        this.mostBytes = options.mostBytes();
    }

    @Override
    public void keep(Uncertainty uncertainty, byte[] picture) throws IOException {
        if (picture.length > mostBytes) {
            throw new IOException("picture must have at most " + mostBytes + " bytes, had " + picture.length);
        }
        if (kept == null) {
            loadExisting();
        }
        while (!kept.isEmpty() && (kept.size() >= mostPictures || bytes + picture.length > mostBytes)) {
            removeOldest();
        }
        Path folder = PrivateFiles.createFolders(unlabelled.resolve(safe(uncertainty.label())));
        String name = TIME.format(uncertainty.at()) + "-" + uncertainty.result().id();
        Path file = folder.resolve(name + (isPng(picture) ? ".png" : ".jpg"));
        write(folder.resolve(name + ".json"), json(uncertainty).getBytes(StandardCharsets.UTF_8));
        write(file, picture);
        kept.addLast(new Kept(file, picture.length));
        bytes += picture.length;
    }

    /** Loads what an earlier run left; it counts towards the limits. */
    private void loadExisting() throws IOException {
        PrivateFiles.createFolders(unlabelled);
        Deque<Kept> found = new ArrayDeque<>();
        bytes = 0;
        try (Stream<Path> files = Files.walk(unlabelled, 2)) {
            List<Path> pictures = files.filter(file ->
                            file.toString().endsWith(".jpg") || file.toString().endsWith(".png"))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
            for (Path picture : pictures) {
                long size = Files.size(picture);
                found.addLast(new Kept(picture, size));
                bytes += size;
            }
        }
        kept = found;
    }

    private void removeOldest() throws IOException {
        Kept oldest = kept.removeFirst();
        bytes -= oldest.bytes();
        Files.deleteIfExists(oldest.picture());
        String name = oldest.picture().getFileName().toString();
        Files.deleteIfExists(oldest.picture().resolveSibling(name.substring(0, name.length() - 4) + ".json"));
    }

    /** Writes the file under a temporary name and renames it, so that readers never see an incomplete file. */
    private static void write(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName());
        try {
            PrivateFiles.write(part, content);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(part);
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /** Returns a label as a folder name: characters that could lead outside the folder or hide it are replaced. */
    static String safe(String label) {
        String safe = label.replaceAll("[^\\p{L}\\p{N} ._()+-]", "_").replaceAll("^[. ]|[. ]$", "_");
        return safe.isEmpty() ? "_" : safe.substring(0, Math.min(MAX_NAME, safe.length()));
    }

    private static boolean isPng(byte[] picture) {
        for (int at = 0; at < PNG.length; at++) {
            if (picture.length <= at || picture[at] != PNG[at]) {
                return false;
            }
        }
        return true;
    }

    private static String json(Uncertainty uncertainty) {
        JsonObject json = new JsonObject();
        json.addProperty("id", uncertainty.result().id().toString());
        json.addProperty("at", uncertainty.at().toString());
        json.addProperty("family", uncertainty.result().family());
        json.addProperty("familyVersion", uncertainty.result().familyVersion());
        json.addProperty("label", uncertainty.label());
        json.addProperty("margin", uncertainty.result().margin());
        JsonArray reasons = new JsonArray();
        uncertainty.reasons().forEach(reasons::add);
        json.add("reasons", reasons);
        JsonObject firstLabels = new JsonObject();
        uncertainty.firstLabels().forEach(firstLabels::addProperty);
        json.add("said", firstLabels);
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(json) + "\n";
    }
}
