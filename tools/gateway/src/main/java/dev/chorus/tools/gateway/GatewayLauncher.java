package dev.chorus.tools.gateway;

import com.google.gson.Gson;
import dev.chorus.core.files.PrivateFiles;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.kura.configuration.ConfigurationService;
import org.osgi.framework.launch.Framework;
import org.osgi.service.deploymentadmin.DeploymentAdmin;

/** Starts the process of a gateway. */
final class GatewayLauncher {

    /** One class of each archive that {@link GatewayMain} needs; the parent's class path may be much longer. */
    private static final List<Class<?>> NEEDED = List.of(
            GatewayMain.class,
            PrivateFiles.class,
            Framework.class,
            DeploymentAdmin.class,
            ConfigurationService.class,
            Gson.class);

    /** A JVM cannot set its umask: this shell makes all files of the platform and its bundles private to the owner. */
    private static final List<String> PRIVATE_FILES = List.of("/bin/sh", "-c", "umask 077; exec \"$@\"", "sh");

    private static final String PASSWORD = "PASSWORD";

    private static final List<String> LOG_OPTIONS = List.of(
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
            "-Dorg.slf4j.simpleLogger.showShortLogName=true");

    private GatewayLauncher() {}

    /**
     * Starts the process; its standard error goes to the log file. The process creates its folder itself. Its files are
     * private to the owner. Passwords are removed from the environment, since it reads them from standard input.
     *
     * @throws IOException if the process or its files cannot be created
     */
    static Process start(GatewaySetup setup) throws IOException {
        Path folder = setup.dataFolder().toAbsolutePath();
        Path log = setup.logFile().toAbsolutePath();
        Files.createDirectories(log.getParent());
        PrivateFiles.createFile(log);

        List<String> command = new ArrayList<>(PRIVATE_FILES);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(GatewaySetup.JVM_OPTIONS);
        command.addAll(LOG_OPTIONS);
        setup.http().ifPresent(http -> command.addAll(httpOptions(http)));
        command.add("-Djava.io.tmpdir=" + GatewayFolder.temporary(folder));
        command.add("-XX:ErrorFile=" + log + ".crash-%p");
        command.addAll(List.of("-classpath", classPath(), GatewayMain.class.getName()));
        command.add(folder.toString());
        String platform = setup.platformFolder().toAbsolutePath().toString();
        command.add(setup.http()
                .map(http -> platform + File.pathSeparator + http.bundles().toAbsolutePath())
                .orElse(platform));
        setup.packages().forEach(file -> command.add(file.toAbsolutePath().toString()));
        ProcessBuilder process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process.environment().keySet().removeIf(name -> name.contains(PASSWORD));
        process.environment().putAll(setup.environment());
        return process.start();
    }

    private static List<String> httpOptions(GatewaySetup.Http http) {
        return List.of(
                "-Dorg.osgi.service.http.port=" + http.port(), "-Dorg.eclipse.equinox.http.jetty.http.host=127.0.0.1");
    }

    private static String classPath() {
        return NEEDED.stream().map(GatewayLauncher::archive).distinct().collect(Collectors.joining(File.pathSeparator));
    }

    private static String archive(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no path leads to the archive of " + type, e);
        }
    }
}
