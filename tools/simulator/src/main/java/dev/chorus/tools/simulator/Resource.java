package dev.chorus.tools.simulator;

import java.util.List;

/**
 * Utilization of one kind of resource.
 *
 * @param name display name
 * @param mean share of the time in which they worked; above 1 if overloaded
 * @param highest utilization of the busiest one
 */
record Resource(String name, double mean, double highest) {

    static Resource of(String name, List<Server> servers, double micros) {
        return new Resource(
                name,
                servers.stream()
                        .mapToDouble(server -> server.utilisation(micros))
                        .average()
                        .orElseThrow(),
                servers.stream()
                        .mapToDouble(server -> server.utilisation(micros))
                        .max()
                        .orElseThrow());
    }
}
