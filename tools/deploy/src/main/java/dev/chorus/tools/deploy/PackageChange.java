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

    /** Whether it replaces a newer one. */
    boolean isDowngrade() {
        return installed.isPresent() && Versions.compare(file.version(), installed.get()) < 0;
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
        return file + ": " + would + (isDowngrade() ? "taken back from " : "updated from ") + installed.get();
    }
}
