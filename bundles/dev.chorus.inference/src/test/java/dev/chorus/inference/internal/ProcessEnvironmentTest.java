package dev.chorus.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

        String refusal = "refused: ONNX Runtime cannot be loaded: there is no build for this processor; required is"
                + " 64-bit Linux on x86-64 or aarch64 with glibc 2.27 or newer and libstdc++ of GCC 7 or newer, this is "
                + System.getProperty("os.name") + " on riscv64 with " + CLibrary.name()
                + ": java.lang.IllegalStateException: Unsupported arch:riscv64";
        assertEquals(List.of(refusal, refusal), refusals);
    }

    /** The real library, linked against what no machine has: the messages are those of the system's loader. */
    @ParameterizedTest
    @CsvSource({
        "GLIBC_2.27, GLIBC_2.99, glibc is too old",
        "CXXABI_1.3.11, CXXABI_1.3.99, libstdc++ is too old",
        "libstdc++.so.6, libstdc++.so.9, libstdc++ is missing"
    })
    void get_systemThatLacksARequirement_refusesEachTimeAndNamesIt(String linked, String changed, String missing)
            throws Exception {
        // given
        String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64";
        for (String library : List.of("libonnxruntime.so", "libonnxruntime4j_jni.so")) {
            String resource = "/ai/onnxruntime/native/linux-" + processor + "/" + library;
            try (InputStream in = OrtEnvironment.class.getResourceAsStream(resource)) {
                // One byte a character, so that nothing else changes.
                String content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                String other = library.equals("libonnxruntime.so")
                        ? content.replace("\0" + linked + "\0", "\0" + changed + "\0")
                        : content;
                Files.write(folder.resolve(library), other.getBytes(StandardCharsets.ISO_8859_1));
            }
        }

        // when
        List<String> refusals = refusals("-Donnxruntime.native.path=" + folder);

        // then
        assertEquals(2, refusals.size());
        assertEquals(refusals.get(0), refusals.get(1));
        assertTrue(
                refusals.get(0).startsWith("refused: ONNX Runtime cannot be loaded: " + missing + "; required is"),
                refusals.get(0));
        assertTrue(refusals.get(0).contains(changed), refusals.get(0));
    }

    private List<String> refusals(String option) throws Exception {
        return ChildJvm.run(folder, UnusableMachine.class, option).stream()
                .filter(line -> line.startsWith(UnusableMachine.REFUSED))
                .toList();
    }
}
