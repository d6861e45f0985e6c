package dev.chorus.tools.demo;

import java.util.Optional;

/**
 * State of one gateway.
 *
 * @param name display name
 * @param variant variant that it hosts; empty for the aggregator
 * @param state as in its status, or {@code starting} or {@code killed}
 * @param killed whether it was killed in this demo
 * @param figures statistics of its results; replicas of a variant are counted together, since results name no replica
 */
public record GatewayRow(String name, Optional<String> variant, String state, boolean killed, AnswerFigures figures) {}
