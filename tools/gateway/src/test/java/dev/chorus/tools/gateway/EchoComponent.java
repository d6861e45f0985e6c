package dev.chorus.tools.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.kura.configuration.ConfigurableComponent;

/**
 * A component that writes its properties to the file that one of them names, and {@value #STOPPED} when it is deactivated; goes
 * into {@link EchoBundle}.
 */
public final class EchoComponent implements ConfigurableComponent {

    static final String STOPPED = "stopped";

    /** Called at the start and on each change. */
    public void activate(Map<String, Object> properties) {
        write(properties, new TreeMap<>(properties).toString());
    }

    /** Called at the end. */
    public void deactivate(Map<String, Object> properties) {
        write(properties, STOPPED);
    }

    private static void write(Map<String, Object> properties, String text) {
        Path file = Path.of((String) properties.get("file"));
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        try {
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
