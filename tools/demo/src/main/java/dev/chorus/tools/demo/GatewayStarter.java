package dev.chorus.tools.demo;

import java.io.IOException;

/** Starts gateways. */
@FunctionalInterface
interface GatewayStarter {

    /**
     * Starts a gateway without waiting for it.
     *
     * @throws IOException if the process cannot be created
     */
    RunningGateway start(GatewayPlan plan) throws IOException;
}
