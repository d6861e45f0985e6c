package dev.chorus.mqtt.testing;

import dev.chorus.mqtt.testing.ScriptedBroker.Packet;
import dev.chorus.mqtt.testing.ScriptedBroker.Peer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As much of a broker as shows whether a client keeps to a receive maximum: it acknowledges publications of QoS 1 only when nothing comes
 * for a moment, and counts the greatest number that were open at once.
 */
public final class StrictBroker implements AutoCloseable {

    private static final int MOMENT_MILLIS = 20;

    private final ScriptedBroker broker;
    private final int receiveMaximum;
    private final AtomicInteger publications = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final AtomicInteger aliases = new AtomicInteger();

    /** @param receiveMaximum what CONNACK says, 1 to 65535 */
    public StrictBroker(int receiveMaximum) {
        this.receiveMaximum = receiveMaximum;
        this.broker = new ScriptedBroker(this::serve);
    }

    /** Its port on the loopback interface. */
    public int port() {
        return broker.port();
    }

    /** How many clients have connected. */
    public int connections() {
        return broker.connections();
    }

    /** How many publications came. */
    public int publications() {
        return publications.get();
    }

    /** The greatest number of publications of QoS 1 that were open at once. */
    public int mostOpen() {
        return mostOpen.get();
    }

    /** How many publications came with a topic alias instead of a topic; it grants ten. */
    public int aliases() {
        return aliases.get();
    }

    @Override
    public void close() {
        broker.close();
    }

    private void serve(Peer peer) throws IOException {
        peer.acceptConnect(0x21, receiveMaximum >> 8, receiveMaximum, 0x22, 0, 10);
        List<Packet> open = new ArrayList<>();
        while (true) {
            awaitPacket(peer, open);
            Packet packet = peer.read();
            if (packet.type() == ScriptedBroker.PUBLISH) {
                take(packet, open);
            }
        }
    }

    /** Acknowledges what is open whenever nothing comes for a moment. */
    private static void awaitPacket(Peer peer, List<Packet> open) throws IOException {
        while (!peer.hasByteWithin(MOMENT_MILLIS)) {
            for (Packet each : open) {
                peer.answer(each, 0);
            }
            open.clear();
        }
    }

    private void take(Packet packet, List<Packet> open) {
        publications.incrementAndGet();
        if (packet.topic().isEmpty()) {
            aliases.incrementAndGet();
        }
        if (packet.qos() == 1) {
            open.add(packet);
            mostOpen.accumulateAndGet(open.size(), Math::max);
        }
    }
}
