package dev.chorus.mqtt.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientIdsTest {

    private static final HardwareIds PI = HardwareIds.of("B8:27:EB:12:34:56", "10000000abcdef01");
    private static final HardwareIds OTHER_PI = HardwareIds.of("B8:27:EB:65:43:21", "10000000abcdef02");
    private static final HardwareIds ONLY_SERIAL = HardwareIds.of(null, "10000000abcdef01");
    private static final HardwareIds ONLY_MAC = HardwareIds.of("B8:27:EB:12:34:56", null);

    @TempDir
    private Path folder;

    @Test
    void gateway_withoutHardwareIds_isRandomAndStable() {
        String name = gateway("a", HardwareIds.UNKNOWN);

        assertTrue(Names.isName(name), name);
        assertEquals(name, gateway("a", HardwareIds.UNKNOWN));
        assertNotEquals(name, gateway("b", HardwareIds.UNKNOWN));
    }

    @Test
    void gateway_withHardwareIds_isTheMacAddressOrTheSerialNumber() {
        assertEquals("b827eb123456", gateway("a", PI));
        assertEquals("10000000abcdef01", gateway("b", ONLY_SERIAL));
    }

    @Test
    void gateway_whoseNameCannotBeKept_keepsItWhileItRuns() throws Exception {
        Files.createFile(folder.resolve("no-folder"));

        String name = gateway("no-folder/a", HardwareIds.UNKNOWN);

        assertEquals(name, gateway("no-folder/a", HardwareIds.UNKNOWN));
    }

    @Test
    void gateway_whoseNameCannotBeKept_leavesNoDraft() throws Exception {
        // given
        Files.createDirectories(folder.resolve("a/in-the-way"));

        // when
        gateway("a", PI);

        // then
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("a")), files.toList());
        }
    }

    @Test
    void gateway_whoseMacAddressIsMissingAtOneStart_keepsItsName() {
        assertEquals("10000000abcdef01", gateway("a", ONLY_SERIAL));
        assertEquals("10000000abcdef01", gateway("a", PI));
        assertEquals("10000000abcdef01", gateway("a", ONLY_MAC));
        assertEquals("10000000abcdef01", gateway("a", HardwareIds.UNKNOWN));
    }

    @Test
    void gateway_withTheFileOfOtherHardware_getsANameOfItsOwn() {
        gateway("image", PI);

        assertEquals("b827eb654321", gateway("image", OTHER_PI));
    }

    @Test
    void gateway_whoseImageWasMadeOnUnknownHardware_getsANameOfItsOwn() {
        gateway("image", HardwareIds.UNKNOWN);

        assertEquals("b827eb123456", gateway("image", PI));
    }

    @Test
    void gateway_ofOneSerialNumberInAllImages_differsByTheMacAddress() {
        gateway("image", HardwareIds.of("B8:27:EB:12:34:56", "plant-gateway"));

        assertEquals("b827eb654321", gateway("image", HardwareIds.of("B8:27:EB:65:43:21", "plant-gateway")));
    }

    @ParameterizedTest
    @CsvSource({
        "'', UNKNOWN",
        "null, UNSUPPORTED",
        "00:00:00:00:00:00, 0000000000000000",
        "ff:ff:ff:ff:ff:ff, To Be Filled By O.E.M.",
        "02:42:ac:11:00:02, docker-container-instance",
        "52:54:00:12:34:56, DevSerialNumber",
        "01:00:5e:00:00:01, 'System Serial Number'",
        "nonsense, 1"
    })
    void hardwareIds_thatManyGatewaysHave_areNotUsed(String mac, String serial) {
        assertEquals(HardwareIds.UNKNOWN, HardwareIds.of(mac, serial));
    }

    @Test
    void gateway_withAFileThatCannotBeRead_getsANewName() throws IOException {
        Files.writeString(folder.resolve("a"), "name=not/a/name\n");

        String name = gateway("a", HardwareIds.UNKNOWN);

        assertTrue(Names.isName(name), name);
        assertEquals(name, gateway("a", HardwareIds.UNKNOWN));
    }

    @Test
    void gateway_withAFileThatCannotBeWritten_hasANameAllTheSame() throws IOException {
        Files.writeString(folder.resolve("file"), "");

        assertTrue(Names.isName(ClientIds.gateway(folder.resolve("file/in/a/file"), HardwareIds.UNKNOWN)));
    }

    @ParameterizedTest
    @CsvSource({"line1, gw-line1", "'a pid/with: blanks', gw-a_pid_with__blanks"})
    void of_anyComponent_isAName(String component, String id) {
        assertEquals(id, ClientIds.of("gw", component));
    }

    @Test
    void of_longNames_keepsTheGatewayAndDiffers() {
        String gateway = gateway("a", HardwareIds.of(null, "x1".repeat(100)));

        String one = ClientIds.of(gateway, "a".repeat(100) + "line1");
        String other = ClientIds.of(gateway, "b".repeat(100) + "line1");

        assertTrue(Names.isName(one), one);
        assertTrue(one.startsWith(gateway + "-") && one.endsWith("line1"), one);
        assertNotEquals(one, other);
    }

    private String gateway(String file, HardwareIds hardware) {
        return ClientIds.gateway(folder.resolve(file), hardware);
    }
}
