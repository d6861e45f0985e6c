package dev.chorus.mqtt.service;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Client ids for instances that were given none. */
public final class ClientIds {

    private static final int MAX_LENGTH = 64;

    private ClientIds() {}

    /**
     * The name of this machine and of the component on it, as topics allow; the same after every restart.
     *
     * @param pid what Kura calls the component, {@code kura.service.pid}; may be null
     */
    public static String ofComponent(String pid) {
        String id = (hostName() + "-" + (pid == null ? "chorus" : pid)).replaceAll("[^A-Za-z0-9_.-]", "_");
        return id.length() <= MAX_LENGTH ? id : id.substring(id.length() - MAX_LENGTH);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "gateway";
        }
    }
}
