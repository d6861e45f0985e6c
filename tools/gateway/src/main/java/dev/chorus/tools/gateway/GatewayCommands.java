package dev.chorus.tools.gateway;

import java.nio.file.Path;

/**
 * The commands of a gateway, one a line:
 *
 * <pre>
 * install FILE            installs a deployment package, or updates the one of its name
 * uninstall NAME          removes a deployment package
 * create COMPONENT        creates a component, in the JSON form of Kura's REST interface
 * update PID PROPERTIES   changes properties of a component, in that form
 * delete PID              deletes a component
 * stop                    ends the gateway in order
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
     * Does what a line says.
     *
     * @throws Exception whatever went wrong, with a message for people
     */
    void run(String line) throws Exception {
        String[] words = line.split(" ", 2);
        String argument = words.length == 2 ? words[1] : "";
        switch (words[0]) {
            case INSTALL -> packages.install(Path.of(argument));
            case UNINSTALL -> packages.uninstall(argument);
            case CREATE -> components.create(SettingsJson.readComponent(argument));
            case UPDATE -> update(argument.split(" ", 2));
            case DELETE -> components.delete(argument);
            default -> throw new IllegalArgumentException(
                    "command is '" + words[0] + "', allowed are install," + " uninstall, create, update, delete, stop");
        }
    }

    private void update(String[] words) throws Exception {
        if (words.length != 2) {
            throw new IllegalArgumentException("update has one argument, allowed are two: PID PROPERTIES");
        }
        components.update(words[0], SettingsJson.readProperties(words[1]));
    }
}
