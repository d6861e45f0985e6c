package dev.chorus.mqtt.testing;

import dev.chorus.mqtt.testing.ScriptedBroker.Packet;
import dev.chorus.mqtt.testing.ScriptedBroker.Peer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A broker that checks whether a client respects a receive maximum: it acknowledges publications of QoS 1 only when
 * nothing arrives for a moment, and counts the greatest number that were open at once.
 */
public final class StrictBroker implements AutoCloseable {

    private static final int MOMENT_MILLIS = 20;

    private final ScriptedBroker broker;
    private final int receiveMaximum;
    private final AtomicInteger publications = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final AtomicInteger aliases = new AtomicInteger();

    /** @param receiveMaximum announced in CONNACK, 1 to 65535 */
    public StrictBroker(int receiveMaximum) {
        this.receiveMaximum = receiveMaximum;
        this.broker = new ScriptedBroker(this::serve);
    }

    /** Its port on the loopback interface. */
    public int port() {
        return broker.port();
    }

    /** Returns the number of clients that have connected. */
    public int connections() {
        return broker.connections();
    }

    /** Returns the number of publications received. */
    public int publications() {
        return publications.get();
    }

    /** Returns the greatest number of publications of QoS 1 that were open at once. */
    public int mostOpen() {
        return mostOpen.get();
    }

    /** Returns the number of publications with a topic alias instead of a topic; it grants ten. */
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

    /** Acknowledges open publications whenever nothing arrives for a moment. */
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
