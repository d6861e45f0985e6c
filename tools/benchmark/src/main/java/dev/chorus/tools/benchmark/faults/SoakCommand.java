package dev.chorus.tools.benchmark.faults;

import com.google.gson.GsonBuilder;
import dev.chorus.tools.benchmark.rig.BrokerOption;
import dev.chorus.tools.benchmark.rig.Machine;
import dev.chorus.tools.benchmark.rig.Scratch;
import dev.chorus.tools.benchmark.rig.TlsOption;
import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.files.OutputFile;
import dev.chorus.tools.gateway.ClonePackages;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chorus soak}: whether gateways grow in the long run. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        header = "See whether gateways grow in the long run.",
        description = {
            "Plays rounds of pictures, rubbish, broken connections, floods, changes and updates, and looks at memory, threads and",
            "handles of each gateway after each round; docs/faults.md says what is promised. The exit code is 1 if something grows,",
            "or a request is lost, answered twice or wrongly."
        })
public final class SoakCommand implements Callable<Integer> {

    private static final double LONGEST_MINUTES = 1440;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "30",
            description =
                    "For how long, warm-up included, at least five rounds of about 45 s (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Mixin
    private BrokerOption broker;

    @Mixin
    private TlsOption tls;

    @Mixin
    private SubjectOptions subject;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write all values for programs.")
    private Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(minutes > 0 && minutes <= LONGEST_MINUTES)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--minutes is " + minutes + ", allowed is above 0, at most " + (int) LONGEST_MINUTES);
        }
        Mistakes.checkFileToWrite(spec, "--json", json);
        ClonePackages clone = ClonePackages.ofChorus()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "call it as ./chorus soak"));
        FamilyUnderTest asked = subject.read(clone, spec.commandLine());
        PrintWriter out = spec.commandLine().getOut();
        out.println(Machine.describe() + ", broker " + broker.name() + tls.words() + ", " + Instant.now());
        try (Scratch scratch = Scratch.make()) {
            Soak soak = new Soak(
                    clone,
                    scratch.folder(),
                    asked,
                    broker.kind(spec.commandLine()),
                    tls.key(scratch.folder()),
                    this::tell);
            Soak.Findings findings = soak.of(Duration.ofMillis((long) (minutes * 60_000)));
            print(out, findings);
            if (json != null) {
                write(findings);
            }
            return findings.isGood() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private void tell(String progress) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("  " + progress);
        err.flush();
    }

    private static void print(PrintWriter out, Soak.Findings findings) {
        out.printf(
                "%d rounds after the warm-up, %d requests: %d lost, %d answered wrongly, %d answered twice; %d windows left open%n",
                findings.rounds(),
                findings.requests().sent(),
                findings.requests().lost(),
                findings.requests().wrong(),
                findings.requests().doubled(),
                findings.openWindows());
        out.printf("%-12s %24s %22s %16s %16s%n", "GATEWAY", "RESIDENT", "LIVE HEAP", "THREADS", "HANDLES");
        for (Course course : findings.courses()) {
            Vitals first = course.first();
            Vitals last = course.last();
            out.printf(
                    Locale.ROOT,
                    "%-12s %8.1f > %8.1f MiB %6.1f > %6.1f MiB %7d > %6d %7d > %6d%s%n",
                    course.gateway(),
                    first.residentKibibytes() / 1024.0,
                    last.residentKibibytes() / 1024.0,
                    first.heapKibibytes() / 1024.0,
                    last.heapKibibytes() / 1024.0,
                    first.threads(),
                    last.threads(),
                    first.handles(),
                    last.handles(),
                    course.isFlat() ? "" : "  GROWN");
        }
        findings.crashed().forEach(gateway -> out.println(gateway + " has crashed"));
        out.flush();
    }

    private void write(Soak.Findings findings) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", Machine.describe());
        all.put("broker", broker.name());
        all.put("tls", tls.given());
        all.put("time", Instant.now().toString());
        all.put("findings", findings);
        OutputFile.write(json, new GsonBuilder().setPrettyPrinting().create().toJson(all) + "\n");
    }
}
