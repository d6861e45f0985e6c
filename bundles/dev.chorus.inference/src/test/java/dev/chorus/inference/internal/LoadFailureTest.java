package dev.chorus.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadFailureTest {

    private static final String LIBRARY = "/opt/eclipse/kura/data/bundles/12/0/.cp/libonnxruntime.so";

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of(
                        "glibc 2.24",
                        LIBRARY + ": /lib/x86_64-linux-gnu/libm.so.6: version `GLIBC_2.27' not found (required by "
                                + LIBRARY + ")",
                        ": glibc is too old;"),
                Arguments.of(
                        "glibc 2.27",
                        LIBRARY + ": /usr/lib64/libstdc++.so.6: version `CXXABI_1.3.11' not found (required by "
                                + LIBRARY + ")",
                        ": libstdc++ is too old;"),
                Arguments.of(
                        "glibc 2.31",
                        LIBRARY + ": libstdc++.so.6: cannot open shared object file: No such file or directory",
                        ": libstdc++ is missing;"),
                Arguments.of(
                        "musl",
                        LIBRARY + ": Error loading shared library ld-linux-x86-64.so.2: No such file or directory"
                                + " (needed by " + LIBRARY + ")",
                        ": the C library is musl, not glibc;"),
                Arguments.of(
                        "glibc 2.34 or newer",
                        LIBRARY + ": failed to map segment from shared object",
                        ": the folder of the library does not allow execution (noexec);"),
                Arguments.of("glibc 2.34 or newer", LIBRARY + ": invalid ELF header", ";"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void explain_messageOfTheLoader_namesRequirementAndWhatWasFound(String libc, String message, String missing) {
        Throwable failure = new ExceptionInInitializerError(new UnsatisfiedLinkError(message));

        String explanation = LoadFailure.explain(failure, "amd64", libc, "");

        assertTrue(explanation.startsWith("ONNX Runtime cannot be loaded" + missing), explanation);
        assertTrue(
                explanation.contains("required is 64-bit Linux on x86-64 or aarch64 with glibc 2.27 or newer and"
                        + " libstdc++ of GCC 7 or newer, this is "),
                explanation);
        assertTrue(explanation.contains(" with " + libc + ": java.lang.UnsatisfiedLinkError: " + message), explanation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"arm", "i386", "x86", "ppc64le", "riscv64"})
    void explain_processorWithoutBuild_namesIt(String processor) {
        Throwable failure = new UnsatisfiedLinkError("no onnxruntime in java.library.path: /usr/java/packages/lib");

        String explanation = LoadFailure.explain(failure, processor, "glibc 2.31", "");

        assertTrue(
                explanation.startsWith("ONNX Runtime cannot be loaded: there is no build for this processor;"),
                explanation);
        assertTrue(explanation.contains(" on " + processor + " with glibc 2.31: "), explanation);
    }

    @Test
    void name_filesOfAProcess_isTheirCLibrary() {
        assertEquals("glibc 2.24", name("/lib/x86_64-linux-gnu/libc-2.24.so"));
        assertEquals("glibc 2.34 or newer", name("/usr/lib/x86_64-linux-gnu/libc.so.6"));
        assertEquals("musl", name("/lib/ld-musl-x86_64.so.1"));
        assertEquals("an unknown C library", name("/opt/jvm/lib/server/libjvm.so"));
        assertTrue(CLibrary.name().startsWith("glibc 2.") || CLibrary.name().equals("musl"), CLibrary.name());
    }

    private static String name(String file) {
        return CLibrary.name(List.of(
                "7f3aae3e8000-7f3aae40e000 r--p 00000000 fe:01 1574 /opt/my libc.so.6 folder/a.jar",
                "7f3aae40e000-7f3aae563000 r-xp 00026000 fe:01 1574 " + file,
                "7ffd7a5b4000-7ffd7a5d5000 rw-p 00000000 00:00 0 [stack]"));
    }
}
