package dev.chorus.tools.demo;

import java.io.IOException;

/** Makes gateways of plans. */
@FunctionalInterface
interface GatewayStarter {

    /**
     * Starts a gateway and returns at once.
     *
     * @throws IOException if it cannot even be tried; says why
     */
    RunningGateway start(GatewayPlan plan) throws IOException;
}
