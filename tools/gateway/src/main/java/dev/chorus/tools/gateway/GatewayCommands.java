package dev.chorus.tools.gateway;

import java.nio.file.Path;

/**
 * Executes the commands of a gateway, one per line:
 *
 * <pre>
 * install FILE            installs a deployment package, or updates the installed one
 * uninstall NAME          removes a deployment package
 * create COMPONENT        creates a component, in the JSON form of Kura's REST interface
 * update PID PROPERTIES   changes properties of a component, in that form
 * delete PID              deletes a component
 * stop                    stops the gateway in order
 * </pre>
 */
final class GatewayCommands {

    static final String INSTALL = "install";
    static final String UNINSTALL = "uninstall";
    static final String CREATE = "create";
    static final String UPDATE = "update";
    static final String DELETE = "delete";
    static final String STOP = "stop";

    private final Packages packages;
    private final ConfiguredComponents components;

    GatewayCommands(Packages packages, ConfiguredComponents components) {
        this.packages = packages;
        this.components = components;
    }

    /**
     * Executes a command line.
     *
     * @throws Exception if the command fails, with a readable message
     */
    void run(String line) throws Exception {
        String[] parts = line.split(" ", 2);
        String argument = parts.length == 2 ? parts[1] : "";
        switch (parts[0]) {
            case INSTALL -> packages.install(Path.of(argument));
            case UNINSTALL -> packages.uninstall(argument);
            case CREATE -> components.create(SettingsJson.readComponent(argument));
            case UPDATE -> update(argument.split(" ", 2));
            case DELETE -> components.delete(argument);
            default -> throw new IllegalArgumentException(
                    "command must be install, uninstall, create, update, delete or stop, was '" + parts[0] + "'");
        }
    }

    private void update(String[] parts) throws Exception {
        if (parts.length != 2) {
            throw new IllegalArgumentException("update must have two arguments, PID PROPERTIES, had one");
        }
        components.update(parts[0], SettingsJson.readProperties(parts[1]));
    }
}
