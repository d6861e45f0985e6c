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
 * {@code chorus install}: copies the parts of a clone that gateways without Kura need, so that the user who runs them
 * can neither change nor build them.
 *
 * <p>The copy has the layout of a clone, limited to the folders in {@link ClonePackages}, plus the class path's
 * archives in {@code lib}. If the file {@link #MARKER}, which lists the archives, exists, {@code ./chorus} builds
 * nothing.
 */
@Command(
        name = "install",
        header = "Copy the files for a host without Kura to a folder.",
        description = {
            "Writes a folder with ./chorus, the packages and the platform that needs neither Maven nor this clone.",
            "Its ./chorus never builds or writes there; copy the folder to /opt as root."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ChorusVersion.class)
final class InstallCommand implements Callable<Integer> {

    /** Marker file of an installed folder. */
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
            description = "Output folder; must be missing or empty.")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        Path home = CloneFolder.require(command);
        if (isInstalled(home)) {
            throw Mistakes.mistake(command, home + " is an installed folder; run this command in a clone");
        }
        if (Files.exists(folder) && !isEmpty(folder)) {
            throw Mistakes.mistake(command, "--out must be a new or empty folder, was " + folder);
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
        // Written last: without it the folder is incomplete. The order of archives matters: some contain the same
        // classes.
        Files.write(folder.resolve(MARKER), archives);
        command.commandLine().getOut().println("installed to " + folder + "; copy it to its final location as root");
        command.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    /** Returns whether this command wrote a folder. */
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
