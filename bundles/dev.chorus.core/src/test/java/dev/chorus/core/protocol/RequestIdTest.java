package dev.chorus.core.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RequestIdTest {

    private static final byte[] PICTURE = "abc".getBytes(StandardCharsets.US_ASCII);

    @Test
    void of_noCorrelationData_isTheHashOfThePicture() {
        RequestId id = RequestId.of(null, PICTURE);

        // The SHA-256 of "abc" from FIPS 180-2, appendix B.1.
        assertEquals("ba7816bf8f01cfea414140de5dae2223", id.toString());
        assertTrue(id.isDerived());
    }

    @Test
    void of_emptyCorrelationData_isTheHashOfThePicture() {
        assertEquals(RequestId.of(null, PICTURE), RequestId.of(new byte[0], PICTURE));
    }

    @Test
    void of_shortCorrelationData_isTheIdItself() {
        RequestId id = RequestId.of(new byte[] {0x34, 0x32}, PICTURE);

        assertEquals("3432", id.toString());
        assertFalse(id.isDerived());
    }

    @Test
    void of_longCorrelationData_isItsHash() {
        byte[] longData = new byte[17];

        RequestId id = RequestId.of(longData, PICTURE);

        assertEquals(RequestId.MAX_LENGTH, id.length());
        assertArrayEquals(RequestId.of(null, longData).bytes(), id.bytes());
        assertFalse(id.isDerived());
    }

    /** Otherwise a requester could choose the id that a picture will have, and have another picture answered for it. */
    @Test
    void equals_chosenAndDerivedIdOfTheSameBytes_areNotEqual() {
        RequestId derived = RequestId.of(null, PICTURE);
        RequestId chosen = RequestId.of(derived.bytes(), new byte[0]);

        assertNotEquals(derived, chosen);
        assertEquals(derived, RequestId.parse(derived.toString(), true));
        assertEquals(chosen, RequestId.parse(derived.toString(), false));
    }

    @Test
    void ofBytes_tooFewOrTooMany_refused() {
        assertThrows(IllegalArgumentException.class, () -> RequestId.ofBytes(new byte[0], false));
        assertThrows(IllegalArgumentException.class, () -> RequestId.ofBytes(new byte[17], false));
    }

    @Test
    void bytes_changedByTheCaller_idStaysAsItWas() {
        RequestId id = RequestId.ofBytes(new byte[] {1, 2}, false);

        id.bytes()[0] = 9;

        assertArrayEquals(new byte[] {1, 2}, id.bytes());
        assertNotEquals(RequestId.ofBytes(new byte[] {9, 2}, false), id);
    }

    /**
     * Hash maps use the order of keys with equal hashes only if the keys are comparable; otherwise they search all of
     * them.
     */
    @Test
    void compareTo_idsOfEqualHashes_agreesWithEquals() {
        RequestId one = RequestId.ofBytes(new byte[] {1, 31}, false);
        RequestId other = RequestId.ofBytes(new byte[] {2, 0}, false);

        assertEquals(one.hashCode(), other.hashCode());
        assertTrue(one.compareTo(other) < 0);
        assertTrue(other.compareTo(one) > 0);
        assertEquals(0, one.compareTo(RequestId.ofBytes(new byte[] {1, 31}, false)));
        assertTrue(one.compareTo(RequestId.ofBytes(new byte[] {1, 31}, true)) < 0);
    }
}
