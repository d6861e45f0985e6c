package dev.chorus.tools.trainer.data;

import dev.chorus.tools.files.FileFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
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
    private static final int ZEROS = 1 << 20;

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
                reserve(channel, bytes);
                chunks.add(channel.map(MapMode.READ_WRITE, first * length, bytes));
            }
        } catch (IOException e) {
            throw FileFailure.writing(file, e);
        }
    }

    /**
     * Makes the file longer by bytes that have their place on the disk. A map of a file with holes has none, and writing to it when the
     * disk is full ends the process.
     */
    static void reserve(FileChannel channel, long bytes) throws IOException {
        long end = channel.size() + bytes;
        ByteBuffer zeros = ByteBuffer.allocate(ZEROS);
        for (long at = channel.size(); at < end; ) {
            zeros.position(0).limit((int) Math.min(ZEROS, end - at));
            at += channel.write(zeros, at);
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
