package dev.chorus.tools.cli;

import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.packaging.FamilyPackages;
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

/** {@code chorus package}: writes the packages of a family. */
@Command(
        name = "package",
        header = "Write the packages of a family for gateways.",
        description =
                "Writes a model bundle, a deployment package (.dp, Kura 5.6) and a Debian package (.deb, Kura 6) per"
                        + " variant, with the family's version. Gateways accept an update only if the version differs.",
        mixinStandardHelpOptions = true,
        versionProvider = ChorusVersion.class)
final class PackageCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Option(
            names = "--family",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the family: family.json and model files.")
    private Path family;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Output folder; created if missing.")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(family.resolve("family.json"))) {
            throw Mistakes.mistake(command, "--family must be a folder with family.json, was " + family);
        }
        Mistakes.checkFolderToWrite(command, "--out", folder);
        PrintWriter out = command.commandLine().getOut();
        for (Path file : write()) {
            out.printf("%,12d bytes  %s%n", Files.size(file), file);
        }
        out.flush();
        return ExitCode.OK;
    }

    private List<Path> write() throws IOException {
        try {
            return new FamilyPackages(family).writeTo(folder);
        } catch (IllegalArgumentException e) {
            throw Mistakes.mistake(command, e.getMessage());
        }
    }
}
