package dev.chorus.tools.cli;

import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.gateway.ClonePackages;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code chorus install}: copies what gateways without Kura need out of a clone, so that their user can neither change what
 * it runs nor builds it.
 *
 * <p>The copy has the layout of a clone, as far as {@link ClonePackages} names it, and the archives of the class path in
 * {@code lib}. The file {@link #MARKER}, which lists them, tells {@code ./chorus} that there is nothing to build.
 */
@Command(
        name = "install",
        header = "Copy what a host without Kura runs to a folder.",
        description = {
            "Writes a new folder with ./chorus, the packages and the platform, which needs neither Maven nor this clone.",
            "Its ./chorus builds nothing and writes nothing there; copy it to /opt as root."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ChorusVersion.class)
final class InstallCommand implements Callable<Integer> {

    /** Of an installed folder. */
    static final String MARKER = "lib/installed";

    private static final String LIBRARIES = "lib";
    private static final List<String> FILES = List.of("chorus", "LICENSE", "docs/reference/commands.md");
    private static final List<String> FOLDERS = List.of(
            "docs/examples",
            "dp-packaging/target/dp",
            "target-platform/runtime/target/platform",
            "target-platform/http/target/platform");

    @Spec
    private CommandSpec command;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The folder to write; it must not exist, or be empty.")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        Path home = CloneFolder.require(command);
        if (isInstalled(home)) {
            throw Mistakes.mistake(command, home + " is an installed folder; call it in a clone");
        }
        if (Files.exists(folder) && !isEmpty(folder)) {
            throw Mistakes.mistake(command, "--out must be a new or an empty folder, was " + folder);
        }
        for (String file : FILES) {
            copy(home.resolve(file), folder.resolve(file));
        }
        for (String each : FOLDERS) {
            copyFolder(home.resolve(each), folder.resolve(each));
        }
        Files.createDirectories(folder.resolve(LIBRARIES));
        List<String> archives = new ArrayList<>();
        for (String archive : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path file = Path.of(archive);
            copy(file, folder.resolve(LIBRARIES).resolve(file.getFileName()));
            archives.add(file.getFileName().toString());
        }
        // The last file: without it the folder is not complete. Their order counts: some have the same classes.
        Files.write(folder.resolve(MARKER), archives);
        command.commandLine().getOut().println("installed to " + folder + "; copy it to its place as root");
        command.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    /** Whether a folder is one that this command has written. */
    static boolean isInstalled(Path home) {
        return Files.exists(home.resolve(MARKER));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void copyFolder(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }
}
