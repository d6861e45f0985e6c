package dev.chorus.tools.gateway;

import java.util.Map;

/**
 * One configured component: what the console's "Services &gt; +" asks for.
 *
 * @param factoryPid the PID of its factory
 * @param pid its own name, of letters, digits, _ - and single dots between them
 * @param properties what differs from the defaults; values of the classes that {@link PropertyType} names, or lists of one
 *     such class
 */
public record ComponentSettings(String factoryPid, String pid, Map<String, Object> properties) {

    private static final String PID_PATTERN = "[\\w\\-]+(\\.[\\w\\-]+)*";

    /** @throws IllegalArgumentException if the name is one that Kura's console would refuse */
    public ComponentSettings {
        if (!pid.matches(PID_PATTERN)) {
            throw new IllegalArgumentException("pid is '" + pid + "', allowed is " + PID_PATTERN);
        }
        properties = Map.copyOf(properties);
    }
}
