package dev.chorus.tools.deploy;

import dev.chorus.tools.packaging.Versions;
import java.util.Optional;

/**
 * What becomes of one package.
 *
 * @param file the one that the gateway is to have
 * @param installed the version that it has
 */
record PackageChange(PackageFile file, Optional<String> installed) {

    boolean isNeeded() {
        return !installed.equals(Optional.of(file.version()));
    }

    /** Once it is done. */
    String done() {
        return describe("");
    }

    /** Before, or instead. */
    String planned() {
        return describe("would be ");
    }

    private String describe(String would) {
        if (!isNeeded()) {
            return file + ": already installed";
        }
        if (installed.isEmpty()) {
            return file + ": " + would + "installed";
        }
        boolean older = Versions.compare(file.version(), installed.get()) < 0;
        return file + ": " + would + (older ? "taken back from " : "updated from ") + installed.get();
    }
}
