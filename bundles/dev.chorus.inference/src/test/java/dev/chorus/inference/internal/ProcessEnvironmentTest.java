package dev.chorus.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessEnvironmentTest {

    @TempDir
    private Path folder;

    @RepeatedTest(5)
    void shutdown_whileModelsAreLoadedAndRun_neitherFailsNorCrashes() throws Exception {
        List<String> printed = ChildJvm.run(folder, BusyProcess.class, "-XX:ErrorFile=" + folder.resolve("crash.log"));

        assertEquals(
                Optional.empty(),
                printed.stream().filter(line -> line.startsWith("failed")).findFirst());
    }

    @Test
    void get_libraryThatCannotBeLoaded_refusesEachTimeWithTheRootCause() throws Exception {
        Path library = Files.writeString(folder.resolve("libonnxruntime.so"), "no library");

        List<String> refusals = refusals("-Donnxruntime.native.path=" + folder);

        assertEquals(2, refusals.size());
        assertTrue(refusals.get(0).contains("java.lang.UnsatisfiedLinkError: " + library + ": "), refusals.get(0));
        assertEquals(refusals.get(0), refusals.get(1));
    }

    @Test
    void get_otherProcessor_refusesEachTimeWithWhatIsRequiredAndGiven() throws Exception {
        List<String> refusals = refusals("-Dos.arch=riscv64");

        String refusal = "refused: ONNX Runtime cannot be loaded, it requires 64-bit Linux with glibc 2.27 or newer on"
                + " x86-64 or aarch64, this is " + System.getProperty("os.name")
                + " on riscv64: java.lang.IllegalStateException: Unsupported arch:riscv64";
        assertEquals(List.of(refusal, refusal), refusals);
    }

    private List<String> refusals(String option) throws Exception {
        return ChildJvm.run(folder, UnusableMachine.class, option).stream()
                .filter(line -> line.startsWith(UnusableMachine.REFUSED))
                .toList();
    }
}
