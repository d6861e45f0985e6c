package dev.chorus.kura.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComponentDefinitionTest {

    private static final String PID = "dev.chorus.Example";

    @Test
    void read_fileOfThatPid_givesTypedDefaults() throws IOException {
        // given
        InputStream file = file(PID, PID, "Integer");

        // when
        ComponentDefinition definition = ComponentDefinition.read(PID, file).orElseThrow();

        // then
        assertEquals(Map.of("k", 5), definition.defaults());
    }

    @Test
    void read_ocdOfAnotherId_isNoDefinition() throws IOException {
        assertEquals(Optional.empty(), ComponentDefinition.read(PID, file("dev.chorus.Other", PID, "Integer")));
    }

    @Test
    void read_designateOfAnotherPid_isNoDefinition() throws IOException {
        assertEquals(Optional.empty(), ComponentDefinition.read(PID, file(PID, "dev.chorus.Other", "Integer")));
    }

    @Test
    void read_typeKuraDoesNotKnow_discardsTheFile() {
        // when
        IOException refusal =
                assertThrows(IOException.class, () -> ComponentDefinition.read(PID, file(PID, PID, "Character")));

        // then
        assertTrue(refusal.getMessage().contains("Character"), refusal.getMessage());
    }

    @Test
    void read_noXml_isRefused() {
        assertThrows(IOException.class, () -> ComponentDefinition.read(PID, InputStream.nullInputStream()));
    }

    private static InputStream file(String ocdId, String designatedPid, String type) {
        String xml =
                """
                <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
                  <OCD id="%s" name="Example">
                    <AD id="k" type="%s" default="5"/>
                    <AD id="url" type="String"/>
                  </OCD>
                  <Designate factoryPid="%s"><Object ocdref="%s"/></Designate>
                </metatype:MetaData>
                """
                        .formatted(ocdId, type, designatedPid, ocdId);
        return new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
    }
}
