package dev.chorus.tools.fuzz.entry;

import dev.chorus.mqtt.internal.paho.PacketGate;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** What comes from a broker, before the MQTT client sees it. No more goes through than comes in. */
public final class PacketTarget {

    private static final int MAX_PACKET = 1 << 16;

    private PacketTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        try (PacketGate gate = new PacketGate(new ByteArrayInputStream(input), MAX_PACKET)) {
            int through = gate.readAllBytes().length;
            if (through > input.length) {
                throw new IllegalStateException(through + " bytes of " + input.length + " go through");
            }
        } catch (IOException e) {
            // The connection ends, as it may.
        }
    }
}
