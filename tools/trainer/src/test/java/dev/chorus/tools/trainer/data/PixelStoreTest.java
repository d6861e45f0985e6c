package dev.chorus.tools.trainer.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PixelStoreTest {

    private static final int UNIT = 512;

    @TempDir
    private Path folder;

    @Test
    void reserve_bytes_haveTheirPlaceOnTheDisk() throws Exception {
        // given
        Path file = folder.resolve("pixels");
        // when
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            PixelStore.reserve(channel, 3_000_000);
            PixelStore.reserve(channel, 1_000_000);
        }
        // then
        Process stat = new ProcessBuilder("stat", "--format=%b", file.toString()).start();
        String blocks = new String(stat.getInputStream().readAllBytes()).strip();
        assertEquals(4_000_000, Files.size(file));
        assertTrue(Long.parseLong(blocks) * UNIT >= 4_000_000, blocks + " blocks");
    }
}
