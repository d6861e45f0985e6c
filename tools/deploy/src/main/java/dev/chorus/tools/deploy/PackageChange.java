package dev.chorus.tools.deploy;

import dev.chorus.tools.packaging.Versions;
import java.util.Optional;

/**
 * Planned change of one package.
 *
 * @param file package that the gateway should have
 * @param installed installed version
 */
record PackageChange(PackageFile file, Optional<String> installed) {

    boolean isNeeded() {
        return !installed.equals(Optional.of(file.version()));
    }

    /** Returns whether it replaces a newer version. */
    boolean isDowngrade() {
        return installed.isPresent() && Versions.compare(file.version(), installed.get()) < 0;
    }

    /** Describes the change after it was made. */
    String done() {
        return describe("");
    }

    /** Describes the change for a dry run. */
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
        return file + ": " + would + (isDowngrade() ? "downgraded from " : "updated from ") + installed.get();
    }
}
