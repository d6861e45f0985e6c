package dev.chorus.tools.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayFolderTest {

    @TempDir
    private Path parent;

    @Test
    void lock_twice_isRefused() throws Exception {
        Path root = parent.resolve("a");
        try (GatewayFolder folder = GatewayFolder.lock(root)) {
            assertTrue(folder.framework().startsWith(root));
            assertThrows(FolderInUseException.class, () -> GatewayFolder.lock(root));
        }
        GatewayFolder.lock(root).close();
    }

    @Test
    void lock_ofAnotherFolder_isGiven() throws Exception {
        try (GatewayFolder a = GatewayFolder.lock(parent.resolve("a"));
                GatewayFolder b = GatewayFolder.lock(parent.resolve("b"))) {
            assertNotEquals(a.framework(), b.framework());
        }
    }

    @Test
    void clear_whileFilesComeAndGo_doesNotFail() throws Exception {
        try (GatewayFolder folder = GatewayFolder.lock(parent.resolve("a"))) {
            AtomicBoolean ended = new AtomicBoolean();
            Thread equinox = new Thread(() -> writeAndDelete(folder.framework(), ended));
            equinox.start();
            try {
                for (int time = 0; time < 500; time++) {
                    folder.clear();
                }
            } finally {
                ended.set(true);
                equinox.join();
            }
        }
    }

    private static void writeAndDelete(Path root, AtomicBoolean ended) {
        while (!ended.get()) {
            try {
                Files.createDirectories(root);
                Files.delete(Files.createTempFile(root, "framework.info", ".tmp"));
            } catch (IOException e) {
                // Deleted by the other side.
            }
        }
    }

    @Test
    void close_withFilesOfOthers_leavesThem() throws Exception {
        // given
        Path root = parent.resolve("a");
        Path file;
        try (GatewayFolder folder = GatewayFolder.lock(root)) {
            Files.createDirectories(folder.framework().resolve("bundles"));
            Files.createDirectories(folder.temporary());
            file = Files.writeString(root.resolve("notes.txt"), "of others");
            // when
            folder.clear();
        }
        // then
        assertEquals("of others", Files.readString(file));
        assertFalse(Files.exists(root.resolve("framework")));
    }
}
