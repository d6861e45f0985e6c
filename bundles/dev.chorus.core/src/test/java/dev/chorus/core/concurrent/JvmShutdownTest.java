package dev.chorus.core.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JvmShutdownTest {

    @Test
    void isInProgress_beforeAndWithinAHook_isFalseAndTrue() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Ending.class.getName())
                .redirectErrorStream(true)
                .start();

        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals("before false\nwithin true\n", printed);
    }

    /** Main class of a process that ends. */
    static final class Ending {

        private Ending() {}

        public static void main(String... arguments) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> System.out.print("within " + JvmShutdown.isInProgress() + "\n")));
            System.out.print("before " + JvmShutdown.isInProgress() + "\n");
        }
    }
}
