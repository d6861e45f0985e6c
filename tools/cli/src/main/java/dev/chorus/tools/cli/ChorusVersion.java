package dev.chorus.tools.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Supplies the output of {@code chorus --version}. */
final class ChorusVersion implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        Properties build = new Properties();
        try (InputStream in = ChorusVersion.class.getResourceAsStream("version.properties")) {
            build.load(in);
        }
        return new String[] {
            "chorus " + build.getProperty("version") + " (Java "
                    + Runtime.version().feature() + ")"
        };
    }
}
