package dev.chorus.tools.benchmark.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a gateway's process has at one moment, its garbage collected before.
 *
 * @param residentKibibytes memory of any kind, as Linux tells it (proc_pid_status(5))
 * @param anonymousKibibytes of that, what is no file's: heap, direct and native memory, stacks
 * @param heapKibibytes what is alive on the Java heap
 * @param threads of any kind
 * @param handles open files, sockets and pipes
 */
record Vitals(long residentKibibytes, long anonymousKibibytes, long heapKibibytes, int threads, int handles) {

    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");
    private static final int PATIENCE_SECONDS = 30;

    /**
     * Takes them.
     *
     * @throws IOException if the process is gone, or the system does not tell
     */
    static Vitals of(long process) throws IOException, InterruptedException {
        jcmd(process, "GC.run");
        long heap = 0;
        Matcher generations = USED.matcher(jcmd(process, "GC.heap_info"));
        while (generations.find()) {
            heap += Long.parseLong(generations.group(1));
        }
        Path folder = Path.of("/proc", String.valueOf(process));
        String status = Files.readString(folder.resolve("status"));
        try (Stream<Path> handles = Files.list(folder.resolve("fd"))) {
            return new Vitals(
                    entry(status, "VmRSS"), entry(status, "RssAnon"), heap, (int) entry(status, "Threads"), (int)
                            handles.count());
        }
    }

    /** The smaller of each. */
    Vitals least(Vitals other) {
        return new Vitals(
                Math.min(residentKibibytes, other.residentKibibytes),
                Math.min(anonymousKibibytes, other.anonymousKibibytes),
                Math.min(heapKibibytes, other.heapKibibytes),
                Math.min(threads, other.threads),
                Math.min(handles, other.handles));
    }

    private static long entry(String status, String name) throws IOException {
        Matcher line =
                Pattern.compile("^" + name + ":\\s*(\\d+)", Pattern.MULTILINE).matcher(status);
        if (!line.find()) {
            throw new IOException("this system does not tell " + name + " of a process");
        }
        return Long.parseLong(line.group(1));
    }

    private static String jcmd(long process, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(JCMD.toString(), String.valueOf(process), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!jcmd.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || jcmd.exitValue() != 0) {
            throw new IOException("jcmd " + process + " " + command + " fails: " + said.strip());
        }
        return said;
    }
}
