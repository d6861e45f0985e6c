package dev.chorus.tools.planner;

/**
 * Predicted properties of a plan.
 *
 * @param accuracy accuracy with all gateways, 0 to 1
 * @param worst lowest accuracy after the loss of the requested number of gateways
 * @param response response times with all gateways
 * @param expected expected values with the gateways' availabilities
 */
record Forecast(Plan plan, double accuracy, double worst, Timing.Response response, Accuracies.Expected expected) {}
