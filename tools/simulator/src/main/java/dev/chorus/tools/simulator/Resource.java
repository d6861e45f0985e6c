package dev.chorus.tools.simulator;

import java.util.List;

/**
 * How busy something was.
 *
 * @param name of all of its kind, for people
 * @param mean share of the time in which they worked; above 1 where more came than they could do
 * @param highest of any one of them
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
