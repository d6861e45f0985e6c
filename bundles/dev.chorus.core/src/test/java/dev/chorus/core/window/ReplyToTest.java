package dev.chorus.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class ReplyToTest {

    private final ReplyTo first = new ReplyTo("first", new byte[] {1, 2});

    @Test
    void sharingWith_likeCorrelationData_holdsOneArray() {
        ReplyTo second = new ReplyTo("second", new byte[] {1, 2});

        ReplyTo sharing = second.sharingWith(first);

        assertEquals(second, sharing);
        assertSame(first.correlationData(), sharing.correlationData());
    }

    @Test
    void sharingWith_otherCorrelationData_staysAsItIs() {
        ReplyTo second = new ReplyTo("second", new byte[] {1});

        assertSame(second, second.sharingWith(first));
    }
}
