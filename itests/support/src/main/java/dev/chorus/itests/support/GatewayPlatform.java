package dev.chorus.itests.support;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;

import dev.chorus.tools.gateway.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

/** The platform of a gateway as Pax Exam options: what runs before the first deployment package is installed. */
public final class GatewayPlatform {

    private static final String TEST_PACKAGES =
            "dev.chorus.itests.support,dev.chorus.kura.standin,dev.chorus.tools.broker,"
                    + "dev.chorus.tools.gateway,dev.chorus.tools.packaging,dev.chorus.tools.testmodels,"
                    + "dev.chorus.tools.testmodels.pictures,";

    private GatewayPlatform() {}

    /** For the method of a test class that is annotated with {@code @Configuration}. */
    public static Option[] options() {
        return new Option[] {
            // Stricter than Kura's launcher: an import that is not declared is found here, not on a gateway.
            frameworkProperty("osgi.compatibility.bootdelegation").value("false"),
            systemPackages((TEST_PACKAGES + Platform.SHARED_PACKAGES).split(",")),
            composite(platformBundles()),
            junitBundles()
        };
    }

    private static Option[] platformBundles() {
        try (Stream<Path> files = Files.list(folder())) {
            List<Option> bundles = files.sorted()
                    .<Option>map(file -> bundle(file.toUri().toString()))
                    .toList();
            return bundles.toArray(Option[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the platform in " + folder(), e);
        }
    }

    /** Where its bundles are. */
    static Path folder() {
        return Path.of(System.getProperty("chorus.platform"));
    }
}
