package dev.chorus.tools.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class DebianNamesTest {

    @Test
    void packageName_thatDebianAllows_staysAsItIs() {
        assertEquals("chorus-model-parts-p48.b", DebianNames.packageName("chorus-model-parts-p48.b"));
    }

    @Test
    void packageName_capitalsAndUnderscores_becomeWhatNoOtherNameBecomes() {
        assertEquals("chorus-model-+lots+++a", DebianNames.packageName("chorus-model-Lots_A"));
        assertNotEquals(DebianNames.packageName("a_b"), DebianNames.packageName("a-b"));
        assertNotEquals(DebianNames.packageName("A"), DebianNames.packageName("a"));
    }

    @Test
    void version_qualifier_hasNeitherUnderscoreNorHyphen() {
        assertEquals("1.2.0.rc+1+b", DebianNames.version("1.2.0.rc_1-b"));
    }
}
