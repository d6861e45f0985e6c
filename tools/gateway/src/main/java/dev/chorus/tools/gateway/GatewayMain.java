package dev.chorus.tools.gateway;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A gateway: the main program of the process that {@link GatewayProcess} starts. */
public final class GatewayMain {

    static final String READY = "READY";
    static final String OK = "OK";
    static final String FAILED = "FAILED";

    private final PrintStream answers;
    private final BufferedReader commands;

    private GatewayMain(PrintStream answers, BufferedReader commands) {
        this.answers = answers;
        this.commands = commands;
    }

    /**
     * Runs a gateway until it is told to stop or its input ends.
     *
     * @param arguments the gateway's own folder, with the list of its components in it; folders of platform bundles, as in a class
     *     path; any number of deployment packages
     */
    public static void main(String... arguments) {
        PrintStream answers = System.out;
        // Only answers go to standard output: a bundle that prints would be taken for one.
        System.setOut(System.err);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        boolean ended = new GatewayMain(answers, commands).run(List.of(arguments));
        // A thread that a bundle left behind must not keep the process.
        System.exit(ended ? 0 : 1);
    }

    private boolean run(List<String> arguments) {
        if (arguments.size() < 2) {
            answers.println(FAILED + " arguments are " + arguments + ", allowed are folder, platform, packages");
            return false;
        }
        GatewayFolder folder = new GatewayFolder(Path.of(arguments.get(0)));
        try (Platform platform = Platform.start(folder.framework(), folders(arguments.get(1)))) {
            Packages packages = new Packages(platform.context());
            packages.installInAnyOrder(arguments.stream().skip(2).map(Path::of).toList());
            Components components = new Components(platform.context());
            for (ComponentSettings component : SettingsJson.readList(Files.readString(folder.components()))) {
                components.create(component);
            }
            answers.println(READY + " " + ManagementFactory.getRuntimeMXBean().getUptime());
            obey(new GatewayCommands(packages, components));
            return true;
        } catch (Exception e) {
            answers.println(failure(e));
            return false;
        } finally {
            folder.clear();
        }
    }

    private static List<Path> folders(String argument) {
        return Stream.of(argument.split(Pattern.quote(File.pathSeparator)))
                .map(Path::of)
                .toList();
    }

    private void obey(GatewayCommands gateway) throws IOException {
        for (String line = commands.readLine();
                line != null && !line.equals(GatewayCommands.STOP);
                line = commands.readLine()) {
            try {
                gateway.run(line);
                answers.println(OK);
            } catch (Exception e) {
                answers.println(failure(e));
            }
        }
    }

    private static String failure(Exception failure) {
        failure.printStackTrace();
        StringBuilder text = new StringBuilder(FAILED);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            text.append(cause == failure ? " " : ": ").append(cause.getMessage());
        }
        return text.toString().replaceAll("\\R", " ");
    }
}
