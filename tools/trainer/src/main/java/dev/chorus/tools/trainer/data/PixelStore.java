package dev.chorus.tools.trainer.data;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures of one size in a file that is mapped into memory, so that a data set may be larger than the heap. The file is
 * gone from its folder as soon as it is mapped, so that none is left behind however the process ends; its space is free once the
 * store is garbage. Different threads may put different pictures at once; those that get must come after.
 */
final class PixelStore {

    private static final int CHUNK_BYTES = 1 << 29;

    private final int length;
    private final int perChunk;
    private final List<MappedByteBuffer> chunks = new ArrayList<>();

    /**
     * A store of nothing yet.
     *
     * @param folder where the file goes, made if missing
     * @param length bytes of each picture
     * @param capacity how many pictures there may be
     */
    PixelStore(Path folder, int length, int capacity) throws IOException {
        this.length = length;
        this.perChunk = Math.max(1, CHUNK_BYTES / length);
        Files.createDirectories(folder);
        Path file = Files.createTempFile(folder, "pictures", ".cache");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            for (long first = 0; first < capacity; first += perChunk) {
                long bytes = Math.min(perChunk, capacity - first) * length;
                chunks.add(channel.map(MapMode.READ_WRITE, first * length, bytes));
            }
        }
    }

    void put(int number, byte[] pixels) {
        chunks.get(number / perChunk).put(number % perChunk * length, pixels, 0, length);
    }

    byte[] get(int number) {
        byte[] pixels = new byte[length];
        chunks.get(number / perChunk).get(number % perChunk * length, pixels);
        return pixels;
    }
}
