package dev.chorus.tools.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** What stands beside every figure: command, machine and date. */
public final class Circumstances {

    private static final Path LINUX_CPU = Path.of("/proc/cpuinfo");

    private Circumstances() {}

    /** Of a command that is running now. */
    public static Map<String, String> of(CommandSpec command) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("command", "`" + typed(command) + "`");
        all.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " cores, " + cpu() + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", Java "
                        + Runtime.version().feature());
        all.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        return all;
    }

    private static String typed(CommandSpec command) {
        List<String> words =
                new ArrayList<>(command.root().commandLine().getParseResult().originalArgs());
        if (command.parent() == null) {
            words.add(0, command.name());
        }
        return "./chorus " + String.join(" ", words);
    }

    private static String cpu() {
        try (var lines = Files.lines(LINUX_CPU)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unnamed processor");
        } catch (IOException e) {
            return "unnamed processor";
        }
    }
}
