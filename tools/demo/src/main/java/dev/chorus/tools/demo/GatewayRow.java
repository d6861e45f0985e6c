package dev.chorus.tools.demo;

import java.util.Optional;

/**
 * How one gateway does.
 *
 * @param name as people see it
 * @param variant what it hosts; empty: the aggregator
 * @param state as in its status, or {@code starting} or {@code killed}
 * @param killed whether it was killed in this demo
 * @param figures of its results; those of replicas of one variant are told apart by nobody and counted together
 */
public record GatewayRow(String name, Optional<String> variant, String state, boolean killed, AnswerFigures figures) {}
