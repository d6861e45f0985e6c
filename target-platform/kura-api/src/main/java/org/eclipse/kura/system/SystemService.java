package org.eclipse.kura.system;

import org.osgi.annotation.versioning.ProviderType;

/** Describes the gateway. Kura's own interface has many more methods. */
@ProviderType
public interface SystemService {

    /** Returned in place of a value that Kura could not determine. */
    String UNKNOWN = "UNKNOWN";

    /** Returned in place of a value that the platform does not have. */
    String UNSUPPORTED = "UNSUPPORTED";

    /** Returns the MAC address of the primary network interface, such as {@code B8:27:EB:12:34:56}; null if there is none. */
    String getPrimaryMacAddress();

    /** Returns the serial number of the hardware, or what the installation has configured in its place. May run a command. */
    String getSerialNumber();

    /** Returns the folder in which data survives a restart; null if there is none. */
    String getKuraDataDirectory();
}
