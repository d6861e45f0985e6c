package dev.chorus.tools.trainer.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.tools.testprocess.LimitedJvm;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchTest {

    @TempDir
    private Path cache;

    @Test
    void seed_diskFull_namesTheFolderThatPyTorchIsUnpackedTo() throws Exception {
        // when
        LimitedJvm call = LimitedJvm.run(1024, SeedMain.class, cache.toString());
        // then
        assertTrue(
                call.output()
                        .startsWith(
                                "cannot write to " + cache.resolve("pytorch") + ": File too large; raise the limit of"
                                        + " file sizes (ulimit -f) or choose another place; PyTorch needs 450 MB there or in the"
                                        + " folder that DJL_CACHE_DIR names"),
                call.output());
    }

    /** Starts PyTorch with a folder for its libraries and prints why it cannot. */
    static final class SeedMain {

        private SeedMain() {}

        public static void main(String[] arguments) {
            System.setProperty("DJL_CACHE_DIR", arguments[0]);
            try {
                Torch.seed(1);
            } catch (UncheckedIOException e) {
                System.out.println(e.getCause().getMessage());
            }
        }
    }
}
