package dev.chorus.tools.site;

import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.files.OutputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chorus site}: the documentation, to be looked at in a browser. */
@Command(
        name = "site",
        mixinStandardHelpOptions = true,
        header = "Build the documentation as a site.",
        description = {
            "Builds the documentation of this clone as a site that needs no server; begin with its index.html.",
            "Exit code 1 if a link leads nowhere."
        })
public final class SiteCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "${sys:chorus.home:-.}/target/site",
            description = "Where to write it (default: target/site of this clone).")
    private Path out;

    @Option(
            names = "--reference",
            description =
                    "Write docs/" + ConfigurationReference.FILE + " anew instead, of what the built bundles declare.")
    private boolean reference;

    private final Path home =
            Path.of(System.getProperty("chorus.home", ".")).toAbsolutePath().normalize();

    @Override
    public Integer call() throws IOException {
        PrintWriter lines = spec.commandLine().getOut();
        if (reference) {
            Path file = home.resolve("docs").resolve(ConfigurationReference.FILE);
            Files.createDirectories(file.getParent());
            OutputFile.write(file, ConfigurationReference.text());
            lines.println(file);
            lines.flush();
            return ExitCode.OK;
        }
        Mistakes.checkFolderToWrite(spec, "--out", out);
        SiteBuilder site = new SiteBuilder(home, out);
        if (!site.missing().isEmpty()) {
            throw new IOException("mkdocs.yml names pages that are not there: " + String.join(", ", site.missing()));
        }
        int pages = site.build();
        lines.printf("%d pages: %s%n", pages, out.resolve("index.html"));
        lines.flush();
        List<String> broken = new Links().broken(Links.pagesOf(home));
        PrintWriter errors = spec.commandLine().getErr();
        broken.forEach(link -> errors.println("leads nowhere: " + link));
        errors.flush();
        return broken.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
