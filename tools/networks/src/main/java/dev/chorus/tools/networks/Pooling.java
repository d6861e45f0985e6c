package dev.chorus.tools.networks;

/** How a channel's whole feature map becomes one number. */
public enum Pooling {
    /** Its mean: learns far faster on a small budget. */
    AVERAGE,
    /** Its greatest value, as the paper has it. */
    MAX
}
