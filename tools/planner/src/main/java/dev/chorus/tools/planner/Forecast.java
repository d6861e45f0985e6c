package dev.chorus.tools.planner;

/**
 * A plan and what it would do.
 *
 * @param accuracy with everybody there, 0 to 1
 * @param worst accuracy with the most precious gateways lost, as many as were asked for
 * @param response how long answers take with everybody there
 * @param expected when gateways fail as often as they do
 */
record Forecast(Plan plan, double accuracy, double worst, Timing.Response response, Accuracies.Expected expected) {}
