package dev.chorus.tools.gateway;

import java.util.Map;

/**
 * Configuration of one component, as entered in the console under "Services &gt; +".
 *
 * @param factoryPid PID of the factory
 * @param pid name of the component: letters, digits, _ - and single dots between them
 * @param properties the values that differ from the defaults; values of the classes in {@link PropertyType}, or lists
 *     of one such class
 */
public record ComponentSettings(String factoryPid, String pid, Map<String, Object> properties) {

    private static final String PID_PATTERN = "[\\w\\-]+(\\.[\\w\\-]+)*";

    /** @throws IllegalArgumentException if Kura's console would reject the name */
    public ComponentSettings {
        if (!pid.matches(PID_PATTERN)) {
            throw new IllegalArgumentException("pid must match " + PID_PATTERN + ", was '" + pid + "'");
        }
        properties = Map.copyOf(properties);
    }
}
