package dev.chorus.inference.internal;

import java.io.File;
import java.util.Optional;
import java.util.Set;

/**
 * Explains why ONNX Runtime cannot be loaded: which requirement this machine misses where the system's loader says so, all
 * requirements, what was found, and the root cause. Stateless.
 */
final class LoadFailure {

    /** What the native libraries of version 1.28 are linked against: GLIBC_2.27 and CXXABI_1.3.11. */
    private static final String REQUIRED =
            "64-bit Linux on x86-64 or aarch64 with glibc 2.27 or newer and libstdc++ of GCC 7 or newer";

    /** Those with natives, as Java names them. */
    private static final Set<String> PROCESSORS = Set.of("amd64", "x86_64", "aarch64");

    private static final long UNPACKED_MEBIBYTES = 64;

    private LoadFailure() {}

    /** For the status and the log, of the machine that this runs on. */
    static String explain(Throwable failure) {
        return explain(failure, System.getProperty("os.arch"), CLibrary.name(), room());
    }

    /**
     * @param processor as Java names it
     * @param libc as {@link CLibrary} names it
     * @param more what else may be the cause; may be empty
     */
    static String explain(Throwable failure, String processor, String libc, String more) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String missing = missing(String.valueOf(root.getMessage()), processor, libc)
                .map(what -> ": " + what)
                .orElse("");
        return "ONNX Runtime cannot be loaded" + missing + "; required is " + REQUIRED + ", this is "
                + System.getProperty("os.name") + " on " + processor + " with " + libc + ": " + root
                + more;
    }

    /** By the messages of the loaders of glibc and musl. */
    private static Optional<String> missing(String message, String processor, String libc) {
        if (!PROCESSORS.contains(processor)) {
            return Optional.of("there is no build for this processor");
        } else if (libc.equals("musl")) {
            return Optional.of("the C library is musl, not glibc");
        } else if (message.contains("`GLIBC_")) {
            return Optional.of("glibc is too old");
        } else if (message.contains("`GLIBCXX_") || message.contains("`CXXABI_")) {
            return Optional.of("libstdc++ is too old");
        } else if (message.contains("libstdc++.so") && message.contains("cannot open shared object file")) {
            return Optional.of("libstdc++ is missing");
        } else if (message.contains("failed to map segment")) {
            return Optional.of("the folder of the library does not allow execution (noexec)");
        }
        return Optional.empty();
    }

    /** Outside of OSGi the library is unpacked first; that it cannot be written is not among the causes. */
    private static String room() {
        File temporary = new File(System.getProperty("java.io.tmpdir"));
        long mebibytes = temporary.getUsableSpace() >> 20;
        return mebibytes < UNPACKED_MEBIBYTES
                ? "; the folder for temporary files, " + temporary + ", has " + mebibytes + " MiB left, required are "
                        + UNPACKED_MEBIBYTES
                : "";
    }
}
