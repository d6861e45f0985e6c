package dev.chorus.mqtt.service;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Identifiers of a gateway's hardware, those that are likely to differ between gateways. Immutable.
 *
 * @param mac the MAC address as 12 lower-case hexadecimal digits; empty if there is none or if software assigned it
 * @param serial the serial number, characters other than {@code A-Z a-z 0-9 _ . -} replaced by {@code _}; empty if
 *     there is none
 */
public record HardwareIds(Optional<String> mac, Optional<String> serial) {

    /** Unknown hardware. */
    public static final HardwareIds UNKNOWN = new HardwareIds(Optional.empty(), Optional.empty());

    private static final Pattern MAC = Pattern.compile("[0-9a-f]{12}");
    /**
     * Set in addresses that software assigns: containers and virtual machines of different hosts often have the same.
     */
    private static final int LOCALLY_ADMINISTERED = 0b10;

    private static final int GROUP = 0b01;
    private static final int MIN_SERIAL_LENGTH = 6;

    /**
     * Serial numbers that manufacturers leave in firmware, or that Kura has in its container image and its emulator;
     * in lower case, letters and digits only.
     */
    private static final Set<String> PLACEHOLDERS = Set.of(
            "unknown",
            "unsupported",
            "notspecified",
            "notapplicable",
            "notavailable",
            "invalid",
            "default",
            "defaultstring",
            "tobefilledbyoem",
            "systemserialnumber",
            "serialnumber",
            "chassisserialnumber",
            "0123456789",
            "123456789",
            "1234567890",
            "dockercontainerinstance",
            "devserialnumber");

    /**
     * Keeps what identifies a gateway, and drops placeholders.
     *
     * @param mac with or without separators; may be null
     * @param serial may be null
     */
    public static HardwareIds of(String mac, String serial) {
        return new HardwareIds(
                Optional.ofNullable(mac)
                        .map(text -> text.toLowerCase(Locale.ROOT).replaceAll("[^0-9a-z]", ""))
                        .filter(HardwareIds::isFromTheFactory),
                Optional.ofNullable(serial)
                        .map(text -> text.trim().replaceAll("[^A-Za-z0-9_.-]", "_"))
                        .filter(HardwareIds::isSerial));
    }

    private static boolean isFromTheFactory(String mac) {
        return MAC.matcher(mac).matches()
                && (Integer.parseInt(mac.substring(0, 2), 16) & (LOCALLY_ADMINISTERED | GROUP)) == 0
                && variesIn(mac);
    }

    private static boolean isSerial(String serial) {
        String plain = serial.toLowerCase(Locale.ROOT).replaceAll("[^0-9a-z]", "");
        return plain.length() >= MIN_SERIAL_LENGTH && variesIn(plain) && !PLACEHOLDERS.contains(plain);
    }

    /** Whether the text has at least two different characters. */
    private static boolean variesIn(String text) {
        return text.chars().distinct().count() > 1;
    }

    /**
     * Returns the identifier that names the gateway: the MAC address, which no disk image contains, otherwise the
     * serial number.
     */
    Optional<String> preferred() {
        return mac.or(() -> serial);
    }

    /** Whether both describe the same hardware, as far as both are known; false if they have nothing to compare. */
    boolean isSameAs(HardwareIds other) {
        if (mac.isPresent() && other.mac.isPresent()) {
            return mac.equals(other.mac);
        }
        return serial.isPresent() && serial.equals(other.serial);
    }

    /** Returns a copy completed by what only the other one knows. */
    HardwareIds or(HardwareIds other) {
        return new HardwareIds(mac.or(other::mac), serial.or(other::serial));
    }
}
