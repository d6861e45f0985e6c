package dev.chorus.tools.trainer.train;

import ai.djl.engine.Engine;

/** The PyTorch engine, set up to start without a network and to leave the other cores alone. */
public final class Torch {

    private static final Engine ENGINE = start();

    private Torch() {}

    private static Engine start() {
        System.setProperty("offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        return Engine.getEngine("PyTorch");
    }

    /** Starts the engine if need be and sets its random numbers: initial weights come from them. */
    public static void seed(long seed) {
        ENGINE.setRandomSeed((int) seed);
    }
}
