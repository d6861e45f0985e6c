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
 * Pictures as files, {@code <folder>/unlabelled/<what it is taken for>/<time>-<request>.jpg} with a {@code .json} beside it that says
 * why. Whoever labels moves them to {@code <folder>/<class>/}; the folder is then what {@code ./chorus train} takes. Only what is not
 * labelled yet is counted and, when that is too much, removed, the eldest first. Folders and files that it creates are readable by
 * their owner only. Belongs to one thread.
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
     * Touches nothing yet.
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
            throw new IOException("the picture has " + picture.length + " bytes, allowed are " + mostBytes);
        }
        if (kept == null) {
            find();
        }
        while (!kept.isEmpty() && (kept.size() >= mostPictures || bytes + picture.length > mostBytes)) {
            removeEldest();
        }
        Path folder = PrivateFiles.createFolders(unlabelled.resolve(safe(uncertainty.label())));
        String name = TIME.format(uncertainty.at()) + "-" + uncertainty.result().id();
        Path file = folder.resolve(name + (isPng(picture) ? ".png" : ".jpg"));
        write(folder.resolve(name + ".json"), json(uncertainty).getBytes(StandardCharsets.UTF_8));
        write(file, picture);
        kept.addLast(new Kept(file, picture.length));
        bytes += picture.length;
    }

    /** What an earlier run has left counts too. */
    private void find() throws IOException {
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

    private void removeEldest() throws IOException {
        Kept eldest = kept.removeFirst();
        bytes -= eldest.bytes();
        Files.deleteIfExists(eldest.picture());
        String name = eldest.picture().getFileName().toString();
        Files.deleteIfExists(eldest.picture().resolveSibling(name.substring(0, name.length() - 4) + ".json"));
    }

    /** Nobody who looks at the folder sees half a file. */
    private static void write(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName());
        try {
            PrivateFiles.write(part, content);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(part);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    /** A label as the name of a folder: what leads elsewhere or is hidden is replaced. */
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
        JsonObject said = new JsonObject();
        uncertainty.said().forEach(said::addProperty);
        json.add("said", said);
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(json) + "\n";
    }
}
